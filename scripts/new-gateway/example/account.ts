import { z } from "zod";
import type { AccountPolicy, GatewayCall } from "#lib/gateways/connector.ts";
import { DAY_S, durationS, gapsUntilDaily, HOUR_S } from "#lib/gateways/durations.ts";

export const examplepayCredentialsSchema = z.strictObject({
  merchantId: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, "id_format:1–32"),
  secret: z.string().regex(/^[\x21-\x7e]{32,128}$/, "secret_format:32–128"),
});

/** Every open point of the manual and every duration, with the default that README.md explains. */
export const examplepaySettingsSchema = z.strictObject({
  quietTimeS: durationS.default(900),
  probeLadderS: z
    .array(durationS)
    .min(1)
    .max(200)
    .default(gapsUntilDaily([2, 5, 15, 45, 120, 300, 600, 1_800])),
  reviewAfterS: durationS.default(8 * HOUR_S),
  overdueAfterS: durationS.default(DAY_S),
});

export type ExamplepayCredentials = z.infer<typeof examplepayCredentialsSchema>;
export type ExamplepaySettings = z.infer<typeof examplepaySettingsSchema>;
export type ExamplepayCall = GatewayCall<ExamplepayCredentials, ExamplepaySettings>;

export const EXAMPLEPAY_PRODUCTION_FLOORS = { quietTimeS: 900 };

export function examplepayAccountPolicy(settings: ExamplepaySettings): AccountPolicy {
  // ExamplePay tells no refunded total of a payment.
  return { ...settings, riseMeans: "ambiguous" };
}

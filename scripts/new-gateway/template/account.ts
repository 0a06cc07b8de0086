import { z } from "zod";
import type { AccountPolicy, GatewayCall } from "#lib/gateways/connector.ts";
import { DAY_S, durationS, gapsUntilDaily, HOUR_S } from "#lib/gateways/durations.ts";

/** TODO From the page on credentials: their names as the gateway spells them, and what each may look like. */
export const newgatewayCredentialsSchema = z.strictObject({
  merchantId: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, "id_format:1–32"),
  secret: z.string().regex(/^[\x21-\x7e]{32,128}$/, "secret_format:32–128"),
});

/** TODO Every point that the manual leaves open becomes a setting with a safe default, listed in README.md. */
export const newgatewaySettingsSchema = z.strictObject({
  quietTimeS: durationS.default(900),
  probeLadderS: z
    .array(durationS)
    .min(1)
    .max(200)
    .default(gapsUntilDaily([2, 5, 15, 45, 120, 300, 600, 1_800])),
  reviewAfterS: durationS.default(8 * HOUR_S),
  overdueAfterS: durationS.default(DAY_S),
});

export type NewgatewayCredentials = z.infer<typeof newgatewayCredentialsSchema>;
export type NewgatewaySettings = z.infer<typeof newgatewaySettingsSchema>;
export type NewgatewayCall = GatewayCall<NewgatewayCredentials, NewgatewaySettings>;

export const NEWGATEWAY_PRODUCTION_FLOORS = { quietTimeS: 900 };

export function newgatewayAccountPolicy(settings: NewgatewaySettings): AccountPolicy {
  // TODO From the page on payments: "moved" or "in_progress" where the gateway tells how much of a payment was refunded.
  return { ...settings, riseMeans: "ambiguous" };
}

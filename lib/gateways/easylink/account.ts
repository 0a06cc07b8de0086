import { z } from "zod";
import { currencyDigits } from "#lib/domain/money.ts";
import type { AccountPolicy, GatewayCall } from "../connector.ts";
import { DAY_S, durationS, gapsUntilDaily, HOUR_S } from "../durations.ts";

const LONGEST_CHANNEL_EXTRA = 256;
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "id_format:1–64");
const messages = z.array(z.string().trim().min(1).max(128)).max(100);

export const easylinkCredentialsSchema = z.strictObject({
  mchNo: id,
  appId: id,
  appSecret: z.string().regex(/^[\x21-\x7e]{16,256}$/, "secret_format:16–256"),
});

/** Every open point of easylink's documents and every duration, with the default that docs/gateways/easylink.md explains. */
export const easylinkSettingsSchema = z.strictObject({
  requestFormat: z.enum(["json", "form"]).default("json"),
  currencies: z
    .array(z.string().refine(isCountedInCents, "format:currency with two decimals"))
    .min(1)
    .max(30)
    .default(["HKD"]),
  clientIp: z.ipv4().nullable().default(null),
  channelExtra: z
    .record(z.string(), z.json())
    .refine((extra) => JSON.stringify(extra).length <= LONGEST_CHANNEL_EXTRA, "too_long")
    .nullable()
    .default(null),
  askForNotification: z.boolean().default(true),
  refusalMessages: messages.default(["Signature failed"]),
  notFoundMessages: messages.default(["Order does not exist"]),
  quietTimeS: durationS.default(900),
  probeLadderS: z
    .array(durationS)
    .min(1)
    .max(200)
    .default(gapsUntilDaily([2, 5, 15, 45, 120, 300, 600, 1_800])),
  reviewAfterS: durationS.default(2 * HOUR_S + 600),
  overdueAfterS: durationS.default(DAY_S),
});

export type EasylinkCredentials = z.infer<typeof easylinkCredentialsSchema>;
export type EasylinkSettings = z.infer<typeof easylinkSettingsSchema>;
export type EasylinkCall = GatewayCall<EasylinkCredentials, EasylinkSettings>;

/** The gateway closes what stays open for two hours: before that, unknown is no matter for people. */
export const EASYLINK_PRODUCTION_FLOORS = { quietTimeS: 900, reviewAfterS: 2 * HOUR_S + 600 };

export function easylinkAccountPolicy(settings: EasylinkSettings): AccountPolicy {
  const { quietTimeS, probeLadderS, reviewAfterS, overdueAfterS } = settings;
  // easylink tells no refunded total of a payment.
  return { quietTimeS, probeLadderS, reviewAfterS, overdueAfterS, riseMeans: "ambiguous" };
}

/** easylink counts in cents, whatever the currency: only where those are the minor units is there no doubt. */
function isCountedInCents(currency: string): boolean {
  return currencyDigits(currency) === 2;
}

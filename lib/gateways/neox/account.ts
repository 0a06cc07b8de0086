import { z } from "zod";
import type { AccountPolicy, GatewayCall } from "../connector.ts";
import { DAY_S, durationS, gapsUntilDaily, HOUR_S } from "../durations.ts";

export const neoxCredentialsSchema = z.strictObject({
  merchantCode: z.string().regex(/^[A-Za-z0-9_-]{2,64}$/, "id_format:2–64"),
  secretKey: z.string().regex(/^[\x21-\x7e]{16,256}$/, "secret_format:16–256"),
});

/** Every open point of NeoX's documents and every duration, with the default that docs/gateways/neox.md explains. */
export const neoxSettingsSchema = z.strictObject({
  hashCase: z.enum(["documented", "lower", "upper"]).default("documented"),
  refundHashIncludesRequestId: z.boolean().default(false),
  receiverForWallet: z.enum(["none", "required"]).default("none"),
  portalRefundsPossible: z.boolean().default(false),
  refundedAmountCountsPending: z.boolean().default(false),
  quietTimeS: durationS.default(900),
  probeLadderS: z
    .array(durationS)
    .min(1)
    .max(200)
    .default(gapsUntilDaily([2, 5, 15, 45, 120, 600, 1_800])),
  reviewAfterQrS: durationS.default(8 * HOUR_S),
  reviewAfterCardS: durationS.default(DAY_S),
  overdueAfterQrS: durationS.default(DAY_S),
  overdueAfterCardS: durationS.default(14 * DAY_S),
});

export type NeoxCredentials = z.infer<typeof neoxCredentialsSchema>;
export type NeoxSettings = z.infer<typeof neoxSettingsSchema>;
export type NeoxCall = GatewayCall<NeoxCredentials, NeoxSettings>;

export const NEOX_PRODUCTION_FLOORS = { quietTimeS: 900, reviewAfterQrS: 8 * HOUR_S, reviewAfterCardS: DAY_S };

/** Bank accounts and the wallet answer within hours, cards within days. */
export function neoxAccountPolicy(settings: NeoxSettings, payment: { readonly method: string }): AccountPolicy {
  const quick = ["QR", "WALLET"].includes(payment.method.toUpperCase());
  return {
    quietTimeS: settings.quietTimeS,
    probeLadderS: settings.probeLadderS,
    reviewAfterS: quick ? settings.reviewAfterQrS : settings.reviewAfterCardS,
    overdueAfterS: quick ? settings.overdueAfterQrS : settings.overdueAfterCardS,
    riseMeans: riseMeans(settings),
  };
}

export function neoxReceiver(payment: { readonly method: string }, settings: NeoxSettings): "required" | "none" {
  const method = payment.method.toUpperCase();
  if (method === "WALLET") return settings.receiverForWallet;
  return method === "QR" ? "required" : "none";
}

function riseMeans(settings: NeoxSettings): AccountPolicy["riseMeans"] {
  if (settings.portalRefundsPossible) return "ambiguous";
  return settings.refundedAmountCountsPending ? "in_progress" : "moved";
}

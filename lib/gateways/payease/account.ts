import { isIP } from "node:net";
import { z } from "zod";
import { hostOf } from "../address-policy.ts";
import type { AccountPolicy, GatewayCall } from "../connector.ts";
import { DAY_S, durationS, gapsUntilDaily, HOUR_S } from "../durations.ts";
import { AMOUNT_FORMATS } from "./amount.ts";
import { readPlatformKey, readPrivateKey } from "./keys.ts";
import { hasForbiddenCharacters } from "./reason.ts";

const LARGEST_KEY_TEXT = 20_000;

/** Whatever the form they came in, keys are kept as PEM, and a password is not kept. */
export const payeaseCredentialsSchema = z
  .strictObject({
    merchantId: z.string().regex(/^[A-Za-z0-9]{1,9}$/, "letters_and_digits:1–9"),
    privateKeyPem: z.string().max(LARGEST_KEY_TEXT),
    password: z.string().max(256).optional(),
    platformCertificatePem: z.string().max(LARGEST_KEY_TEXT),
  })
  .transform(({ merchantId, privateKeyPem, password, platformCertificatePem }, context) => {
    const privateKey = readPrivateKey(privateKeyPem, password);
    const platform = readPlatformKey(platformCertificatePem);
    if (!privateKey)
      wrong(
        context,
        "privateKeyPem",
        "format:RSA private key of at least 2048 bits in PEM, DER or PKCS12, with its password",
      );
    if (!platform) wrong(context, "platformCertificatePem", "format:certificate or RSA public key in PEM or DER");
    return { merchantId, privateKeyPem: privateKey ?? "", platformCertificatePem: platform ?? "" };
  });

function wrong(context: z.RefinementCtx, field: string, message: string): void {
  context.addIssue({ code: "custom", path: [field], message });
}

/** Every open point of PayEase's documents and every duration, with the default that docs/gateways/payease.md explains. */
export const payeaseSettingsSchema = z.strictObject({
  contentType: z
    .string()
    .regex(/^application\/[\w.+-]{1,60}$/, "format:application/…")
    .default("application/vnd.5upay-v3.0+json"),
  partnerId: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/, "letters_and_digits:1–32")
    .nullable()
    .default(null),
  amountFormat: z.enum(AMOUNT_FORMATS).default("major-2dp"),
  refundQuery: z.boolean().default(true),
  notifyUrl: z.string().max(200).refine(isPublicAddress, "format:public https address").nullable().default(null),
  timeZone: z
    .string()
    .regex(/^[+-](0\d|1[0-4]):[0-5]\d$/, "format:+08:00")
    .default("+08:00"),
  queryPerMinute: z.int().min(1).max(200).default(150),
  quietTimeS: durationS.default(900),
  probeLadderS: z
    .array(durationS)
    .min(1)
    .max(200)
    .default(gapsUntilDaily([2, 5, 15, 45, 120, 300, 600, 1_800])),
  reviewAfterS: durationS.default(8 * HOUR_S),
  overdueAfterS: durationS.default(14 * DAY_S),
});

export type PayeaseCredentials = z.infer<typeof payeaseCredentialsSchema>;
export type PayeaseSettings = z.infer<typeof payeaseSettingsSchema>;
export type PayeaseCall = GatewayCall<PayeaseCredentials, PayeaseSettings>;

export const PAYEASE_PRODUCTION_FLOORS = { quietTimeS: 900, reviewAfterS: 8 * HOUR_S };

export function payeaseAccountPolicy(settings: PayeaseSettings): AccountPolicy {
  const { quietTimeS, probeLadderS, reviewAfterS, overdueAfterS, queryPerMinute: queriesPerMinute } = settings;
  // PayEase tells no refunded total of a payment.
  return { quietTimeS, probeLadderS, reviewAfterS, overdueAfterS, riseMeans: "ambiguous", queriesPerMinute };
}

/** PayEase wants a domain of the merchant's own: no address in figures, and nothing it cannot sign. */
function isPublicAddress(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === "https:" && isIP(hostOf(url)) === 0 && !hasForbiddenCharacters(text);
}

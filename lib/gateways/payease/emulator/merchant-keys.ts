import { createPublicKey, generateKeyPairSync } from "node:crypto";
import type { z } from "zod";
import type { merchantSchema } from "./control-schema.ts";
import type { Merchant } from "./truth.ts";

/** What an account of the merchant needs; the private key only where it was made here, just now. */
export type MerchantKeys = { readonly platformCertificatePem: string; readonly privateKeyPem?: string };

/** Keys that are not given stay as they were, or are made. */
export function withKeys(
  merchantId: string,
  { publicKeyPem, platformKeyPem, settings }: z.infer<typeof merchantSchema>,
  known: Merchant | undefined,
): { readonly merchant: Merchant; readonly keys: MerchantKeys } {
  const made = publicKeyPem || known ? undefined : newKey();
  const merchant: Merchant = {
    merchantId,
    publicKeyPem: publicHalfOf(publicKeyPem ?? made ?? known?.publicKeyPem ?? ""),
    platformKeyPem: platformKeyPem ?? known?.platformKeyPem ?? newKey(),
    settings,
  };
  const keys = { platformCertificatePem: publicHalfOf(merchant.platformKeyPem) };
  return { merchant, keys: made ? { ...keys, privateKeyPem: made } : keys };
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return privateKey.export({ format: "pem", type: "pkcs8" }).toString();
}

/** Of a certificate, a public or a private key. */
function publicHalfOf(pem: string): string {
  return createPublicKey(pem).export({ format: "pem", type: "spki" }).toString();
}

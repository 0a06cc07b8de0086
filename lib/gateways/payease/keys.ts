import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { bytesOfBase64 } from "./base64.ts";
import { privateKeyOfPkcs12 } from "./pkcs12.ts";

const LEAST_BITS = 2_048;

/** The merchant's private key from PEM, or from base64 of DER or of a .pfx, in one canonical PEM; or nothing. */
export function readPrivateKey(text: string, password = ""): string | undefined {
  const der = derOf(text);
  const key = der
    ? (attempt(() => createPrivateKey({ key: der, format: "der", type: "pkcs8", passphrase: password })) ??
      attempt(() => privateKeyOfPkcs12(der, password)))
    : attempt(() => createPrivateKey({ key: text.trim(), passphrase: password }));
  return isUsable(key) ? key.export({ format: "pem", type: "pkcs8" }).toString() : undefined;
}

/** PayEase's certificate, or its public key alone, from PEM or from base64 of DER. A certificate stays one. */
export function readPlatformKey(text: string): string | undefined {
  const certificate = attempt(() => new X509Certificate(derOf(text) ?? text.trim()));
  if (certificate) return isUsable(certificate.publicKey) ? certificate.toString() : undefined;
  const key = attempt(() => {
    const der = derOf(text);
    if (text.includes("PRIVATE KEY")) return undefined;
    return createPublicKey(der ? { key: der, format: "der", type: "spki" } : text.trim());
  });
  return isUsable(key) ? key.export({ format: "pem", type: "spki" }).toString() : undefined;
}

/** When the platform's certificate ends; null for a bare public key. */
export function expiryOf(platformPem: string): Date | null {
  return attempt(() => new X509Certificate(platformPem))?.validToDate ?? null;
}

/** The public half in one canonical form, to compare keys of whatever spelling. */
export function publicHalf(pem: string): string {
  return createPublicKey(pem).export({ format: "pem", type: "spki" }).toString();
}

function isUsable(key: KeyObject | undefined): key is KeyObject {
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0;
  return key?.asymmetricKeyType === "rsa" && bits >= LEAST_BITS;
}

function derOf(text: string): Buffer | undefined {
  return text.includes("-----") ? undefined : bytesOfBase64(text.trim());
}

/** Node throws for every text that is no key. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

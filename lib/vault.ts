import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";

/**
 * Seals what must not be read from a stolen database: gateway credentials and receivers. AES-256-GCM, with the
 * row's identity as additional data, so that a sealed value moved to another row does not open.
 */
export type Vault = {
  readonly keyVersion: number;
  /** `context` names what the value belongs to, e.g. `gateway-credential|<account>|1`. */
  readonly seal: (plain: string, context: string) => Uint8Array<ArrayBuffer>;
  readonly open: (sealed: Uint8Array, context: string, keyVersion: number) => string;
  /** A keyed digest: finds an equal value again without telling it. */
  readonly digest: (value: string, purpose: string) => string;
};

/**
 * Reads ENCRYPTION_KEY: `base64-of-32-bytes`, or several as `2:<new>,1:<old>`. The highest version seals, all of
 * them open. Throws with a sentence that says what to do.
 */
export function createVault(encryptionKey: string): Vault {
  const keys = readKeys(encryptionKey);
  const keyVersion = Math.max(...keys.keys());
  const current = keyOf(keys, keyVersion);
  const digestKeys = new Map<string, Buffer>();
  // Digests must stay comparable over a rotation, so they always use the oldest key.
  const digestRoot = keyOf(keys, Math.min(...keys.keys()));

  return {
    keyVersion,
    seal(plain, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", current, nonce);
      cipher.setAAD(Buffer.from(`${context}|${keyVersion}`, "utf8"));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body]));
    },
    open(sealed, context, version) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv("aes-256-gcm", keyOf(keys, version), bytes.subarray(0, 12));
      decipher.setAAD(Buffer.from(`${context}|${version}`, "utf8"));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    },
    digest(value, purpose) {
      const known = digestKeys.get(purpose);
      const key = known ?? Buffer.from(hkdfSync("sha256", digestRoot, "", `digest|${purpose}`, 32));
      if (!known) digestKeys.set(purpose, key);
      return createHmac("sha256", key).update(value, "utf8").digest("hex");
    },
  };
}

/** Names a secret without telling it, so that people can see which one is in force. */
export function fingerprint(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex").slice(0, 12);
}

function readKeys(text: string): ReadonlyMap<number, Buffer> {
  const keys = new Map<number, Buffer>();
  for (const part of text.split(",")) {
    const [, version = "1", key = ""] = /^\s*(?:(\d{1,4}):)?([A-Za-z0-9+/=_-]+)\s*$/.exec(part) ?? [];
    const bytes = Buffer.from(key, "base64");
    if (bytes.length !== 32)
      throw new Error("ENCRYPTION_KEY must be 32 bytes in base64. Make one with: openssl rand -base64 32");
    keys.set(Number(version), bytes);
  }
  return keys;
}

function keyOf(keys: ReadonlyMap<number, Buffer>, version: number): Buffer {
  const key = keys.get(version);
  if (!key)
    throw new Error(
      `ENCRYPTION_KEY lacks version ${version}. Add the old key as "${version}:<key>" beside the new one.`,
    );
  return key;
}

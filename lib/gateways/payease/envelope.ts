import {
  constants,
  createCipheriv,
  createDecipheriv,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  randomInt,
} from "node:crypto";
import { bytesOfBase64 } from "./base64.ts";

export type Envelope = {
  /** The AES key, wrapped for the reader: base64 of RSA (PKCS1 v1.5). */
  readonly encryptKey: string;
  /** AES-128-ECB of the text, in base64. PayEase prescribes the mode. */
  readonly data: string;
};

const CIPHER = "aes-128-ecb";
const KEY_LENGTH = 16;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A fresh key for each message: 16 characters, whose ASCII bytes are the key. */
export function sealEnvelope(text: string, reader: KeyObject): Envelope {
  const key = Buffer.from(Array.from({ length: KEY_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(""));
  const cipher = createCipheriv(CIPHER, key, null);
  return {
    encryptKey: publicEncrypt({ key: reader, padding: constants.RSA_PKCS1_PADDING }, key).toString("base64"),
    data: Buffer.concat([cipher.update(text, "utf8"), cipher.final()]).toString("base64"),
  };
}

/** The bytes inside, or nothing: whatever is wrong with an envelope looks the same from outside. */
export function openEnvelope({ encryptKey, data }: Envelope, reader: KeyObject): Buffer | undefined {
  const sealed = bytesOfBase64(data);
  if (!sealed) return undefined;
  try {
    const decipher = createDecipheriv(CIPHER, unwrapKey(encryptKey, reader), null);
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    return undefined;
  }
}

/**
 * A key that cannot be unwrapped is replaced by a random one, so that a forger learns nothing from where it fails.
 * Node itself answers a malformed block with random bytes instead of an error.
 */
function unwrapKey(encryptKey: string, reader: KeyObject): Buffer {
  const substitute = randomBytes(KEY_LENGTH);
  try {
    const wrapped = bytesOfBase64(encryptKey) ?? substitute;
    const key = privateDecrypt({ key: reader, padding: constants.RSA_PKCS1_PADDING }, wrapped);
    return key.length === KEY_LENGTH ? key : substitute;
  } catch {
    return substitute;
  }
}

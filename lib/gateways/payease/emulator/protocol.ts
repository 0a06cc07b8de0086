import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createSign,
  createVerify,
  privateDecrypt,
  publicEncrypt,
  randomInt,
} from "node:crypto";
import { z } from "zod";
import { readStrictObject } from "../../strict-json.ts";

/** Written from PayEase's pages apart from the connector, so that one mistake cannot hide in both. */
export type Fields = Readonly<Record<string, unknown>>;

const text = z.string().min(1);

export const refundFieldsSchema = z.strictObject({
  merchantId: text,
  orderRequestId: text,
  requestId: text,
  amount: text,
  notifyUrl: text,
  remark: z.string().optional(),
  hmac: text,
});

/** /icc/refundQuery names the refund, /icc/orderQuery the payment. */
export const queryFieldsSchema = z.strictObject({ merchantId: text, requestId: text, hmac: text });

export type RefundFields = z.infer<typeof refundFieldsSchema>;

/** `1#2#3#`: by name, then each value and a `#`. Empty values are not signed, "0" is. */
export function hmacSource(fields: Fields): string {
  let source = "";
  for (const name of Object.keys(fields).sort()) {
    const value = fields[name];
    if (name === "hmac" || value === null || value === undefined || value === "") continue;
    if (Array.isArray(value)) source += value.map((item) => hmacSource({ item })).join("");
    else if (typeof value === "object") source += hmacSource(value as Fields);
    else source += `${value}#`;
  }
  return source;
}

export function hmacOf(fields: Fields, privateKeyPem: string): string {
  return createSign("RSA-MD5").update(sha1(fields)).sign(privateKeyPem, "base64");
}

export function isHmacOf(fields: Fields, publicKeyPem: string): boolean {
  return createVerify("RSA-MD5").update(sha1(fields)).verify(publicKeyPem, String(fields.hmac), "base64");
}

function sha1(fields: Fields): Buffer {
  return createHash("sha1").update(hmacSource(fields)).digest();
}

export type Sealed = { readonly encryptKey: string; readonly data: string };

/** `wrapsAnother`: the header carries a key that does not open the body. */
export function seal(content: string, publicKeyPem: string, wrapsAnother = false): Sealed {
  const aesKey = sixteenCharacters();
  const cipher = createCipheriv("aes-128-ecb", aesKey, null);
  const wrapped = publicEncrypt(
    { key: publicKeyPem, padding: constants.RSA_PKCS1_PADDING },
    Buffer.from(wrapsAnother ? sixteenCharacters() : aesKey),
  );
  return {
    encryptKey: wrapped.toString("base64"),
    data: cipher.update(content, "utf8", "base64") + cipher.final("base64"),
  };
}

export type Unsealed = { readonly fields?: Fields | undefined; readonly violations: readonly string[] };

/** What a merchant sent: the base64 alone, its key in the header. Says everything that is not as documented. */
export function unseal(encryptKey: string, body: Buffer, privateKeyPem: string): Unsealed {
  const data = body.toString("latin1");
  const aesKey = unwrap(encryptKey, privateKeyPem);
  if (!aesKey) return { violations: ["encryptKey wraps no key of 16 bytes for this platform"] };
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return { violations: ["the body is not the base64 alone"] };
  try {
    const decipher = createDecipheriv("aes-128-ecb", aesKey, null);
    const content = Buffer.concat([decipher.update(data, "base64"), decipher.final()]);
    const fields = readStrictObject(content);
    const strange = /^[A-Za-z0-9]{16}$/.test(aesKey.toString("latin1")) ? [] : ["the AES key is not 16 characters"];
    return { fields, violations: fields ? strange : ["the body encrypts no JSON object"] };
  } catch {
    return { violations: ["the body is not encrypted with the key of its header"] };
  }
}

/** By hand, from the raw block: `00 02`, at least eight bytes that are not zero, `00`, the key. */
function unwrap(encryptKey: string, privateKeyPem: string): Buffer | undefined {
  const wrapped = Buffer.from(encryptKey, "base64");
  if (wrapped.toString("base64") !== encryptKey || wrapped.length !== 256) return undefined;
  const block = decryptBlock(wrapped, privateKeyPem);
  if (!block) return undefined;
  const end = block.indexOf(0, 2);
  const isSound = block[0] === 0 && block[1] === 2 && end >= 10 && block.length - end - 1 === 16;
  return isSound ? block.subarray(end + 1) : undefined;
}

/** A block that was made for a larger key does not fit this one at all. */
function decryptBlock(wrapped: Buffer, privateKeyPem: string): Buffer | undefined {
  try {
    return privateDecrypt({ key: privateKeyPem, padding: constants.RSA_NO_PADDING }, wrapped);
  } catch {
    return undefined;
  }
}

function sixteenCharacters(): string {
  const characters = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return Array.from({ length: 16 }, () => characters.charAt(randomInt(characters.length))).join("");
}

/** `yyyy-MM-dd HH:mm:ss` on a clock of that zone. */
export function dateTime(at: number, zone: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60_000 : 60_000);
  return new Date(at + offset).toISOString().slice(0, 19).replace("T", " ");
}

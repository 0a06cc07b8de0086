import type { Receiver } from "#lib/domain/receiver.ts";

/** neo_Receiver: JSON, UTF-8, base64. Made once per request: the text that is hashed is the text that is sent. */
export function encodeReceiver({ accountName, accountNumber, swiftCode }: Receiver): string {
  return Buffer.from(JSON.stringify({ accountName, accountNumber, swiftCode }), "utf8").toString("base64");
}

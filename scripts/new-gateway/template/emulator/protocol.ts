import type { PlainProtocol } from "#lib/gateways/emulator-kit/plain-emulator.ts";

/**
 * TODO Written from the manual apart from the connector (its own signing, its own names), so that one mistake cannot
 * hide in both. A gateway that does not fit into this shape brings an emulator of its own, as NeoX, PayEase and
 * easylink do.
 */
export const PROTOCOL: PlainProtocol = {
  name: "newgateway",
  displayName: "Newgateway",
  // TODO What an amount counts, for people.
  unit: "minor units",
  read: () => todo("read and verify a request, and name what is not as documented"),
  no: () => todo("answer with an error"),
  yes: () => todo("answer with a refund"),
  notification: () => todo("build a notification"),
  isAcknowledged: () => todo("know the answer that ends the sending of a notification"),
  // TODO From the page on error codes.
  codes: { unknownPayment: "", exceedsBalance: "", knownReference: "", unknownRefund: "" },
};

function todo(what: string): never {
  throw new Error(`TODO emulator/protocol.ts: ${what}.`);
}

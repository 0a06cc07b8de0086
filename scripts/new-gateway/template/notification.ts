import type { NotificationAnswer, NotificationReading, RawNotification } from "#lib/gateways/connector.ts";
import type { NewgatewayCall } from "./account.ts";

/** TODO Headers without which a stored message could not be read again, in lower case. */
export const SIGNED_HEADERS: readonly string[] = [];

/** TODO From the page on notifications: the signature first, then the fields. A signed answer must not pass for one. */
export function readNotification(_call: Pick<NewgatewayCall, "account">, _raw: RawNotification): NotificationReading {
  throw new Error("TODO notification.ts: read a notification as its page says.");
}

/** TODO From the page on notifications: the exact bytes after which the gateway stops sending. */
export function acknowledge(_answer: "stored" | "not_stored"): NotificationAnswer {
  throw new Error("TODO notification.ts: answer as the page on notifications says.");
}

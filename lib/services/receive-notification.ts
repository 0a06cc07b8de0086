import { createHash } from "node:crypto";
import type { NotificationAnswer, NotificationReading, RawNotification } from "#lib/gateways/connector.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { Services } from "./context.ts";
import { openForVerification } from "./open-gateway-account.ts";

export type Received = { readonly answer: NotificationAnswer; readonly verdict: NotificationReading["verdict"] };

const REFUSED: NotificationAnswer = { status: 401, contentType: "text/plain", body: "fail" };

/**
 * Stores a message from a gateway and says what it waits to hear, only after the commit. The key is chosen by the
 * account in the address, never by the body (G07). A forgery is stored as evidence of an attempt and changes nothing.
 */
export async function receiveNotification(services: Services, { gatewayAccountId, raw }: { readonly gatewayAccountId: string; readonly raw: RawNotification }): Promise<Result<Received, AppError>> {
  const opened = await openForVerification(services, gatewayAccountId);
  const [newest] = opened;
  const reader = newest && connectorOf(newest.gateway).operations.notifications;
  if (!newest || !reader) return err(appError("gateway_account_not_found"));

  const readings = opened.map(({ account }) => reader.read({ account, now: () => new Date() }, raw));
  const reading = readings.find(({ verdict }) => verdict === "verified") ?? readings[0];
  if (!reading) throw new Error("no reading of a notification");
  await services.store.transaction((tx) =>
    tx.inbox.store({
      gatewayAccountId,
      gateway: newest.gateway,
      digest: createHash("sha256").update(raw.query).update("\0").update(raw.body).digest("hex"),
      raw: raw.body,
      contentType: raw.headers["content-type"] ?? null,
      query: raw.query,
      verdict: reading.verdict,
    }),
  );
  return ok({ verdict: reading.verdict, answer: reading.verdict === "verified" ? reader.acknowledge("stored") : REFUSED });
}

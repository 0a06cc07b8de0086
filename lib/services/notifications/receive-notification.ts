import { createHash } from "node:crypto";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type {
  NotificationAnswer,
  NotificationReader,
  NotificationReading,
  RawNotification,
} from "#lib/gateways/connector.ts";
import { connectorOf, GATEWAYS } from "#lib/gateways/registry.ts";
import type { Services } from "#lib/services/context.ts";
import { openForVerification } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import { rateLimit } from "#lib/services/people/rate-limit.ts";

export type Received = {
  readonly answer: NotificationAnswer;
  readonly verdict: NotificationReading["verdict"] | "not_stored";
};
type Arriving = { readonly gatewayAccountId: string; readonly raw: RawNotification; readonly remoteIp: string };

const REFUSED: NotificationAnswer = { status: 401, contentType: "text/plain", body: "fail" };
/** Of each address and account; what comes beyond is only counted. */
const KEPT_FORGERIES = { limit: 20, windowSeconds: 60 };
/**
 * "Send it again" where nobody can look up whose account it is: the words of the gateway that reads an object, because
 * the others take anything for it that lacks their word of success.
 */
const NOT_STORED = GATEWAYS.flatMap((gateway) => readerOf(gateway)?.acknowledge("not_stored") ?? []).find(
  ({ contentType }) => contentType === "application/json",
) ?? { status: 503, contentType: "text/plain", body: "fail" };
/** An account never changes its gateway, so its words are known even while the database is away. */
const gatewayOf = new Map<string, string>();

/**
 * Stores a message from a gateway and says what it waits to hear, only after the commit. The key is chosen by the
 * account in the address, never by the body (G07). A forgery is stored as evidence of an attempt and changes nothing.
 */
export async function receiveNotification(services: Services, arriving: Arriving): Promise<Result<Received, AppError>> {
  try {
    return await take(services, arriving);
  } catch (error) {
    services.log.error(
      { err: error, gatewayAccountId: arriving.gatewayAccountId },
      "A notification could not be stored",
    );
    const answer = readerOf(gatewayOf.get(arriving.gatewayAccountId))?.acknowledge("not_stored") ?? NOT_STORED;
    return ok({ verdict: "not_stored", answer });
  }
}

async function take(
  services: Services,
  { gatewayAccountId, raw, remoteIp }: Arriving,
): Promise<Result<Received, AppError>> {
  const opened = await openForVerification(services, gatewayAccountId);
  const [newest] = opened;
  const reader = readerOf(newest?.gateway);
  if (!newest || !reader) return err(appError("gateway_account_not_found"));
  gatewayOf.set(gatewayAccountId, newest.gateway);

  const readings = opened.map(({ account }) => reader.read({ account, now: () => new Date() }, raw));
  const reading = readings.find(({ verdict }) => verdict === "verified") ?? readings[0];
  if (!reading) throw new Error("no reading of a notification");
  const { verdict } = reading;
  if (verdict !== "verified") {
    const few = await rateLimit(services, `bad-signature:${gatewayAccountId}:${remoteIp}`, KEPT_FORGERIES);
    if (!few.ok) return ok({ verdict, answer: REFUSED });
  }

  const headers = keptHeaders(reader, raw);
  await services.store.transaction((tx) =>
    tx.inbox.store({
      gatewayAccountId,
      gateway: newest.gateway,
      digest: digestOf(raw, headers, verdict),
      raw: raw.body,
      headers,
      contentType: raw.headers["content-type"] ?? null,
      query: raw.query,
      verdict,
    }),
  );
  return ok({ verdict, answer: verdict === "verified" ? reader.acknowledge("stored") : REFUSED });
}

/** What the connector needs to read the message again, and nothing else of the envelope. */
function keptHeaders(reader: NotificationReader<unknown, unknown>, raw: RawNotification): Record<string, string> {
  const wanted = reader.headers ?? [];
  return Object.fromEntries(
    wanted.flatMap((name) => (raw.headers[name] === undefined ? [] : [[name, raw.headers[name]]])),
  );
}

/** With the verdict: a message that came before its key was known is another one when it comes again. */
function digestOf(raw: RawNotification, headers: Readonly<Record<string, string>>, verdict: string): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([raw.query, headers, verdict]))
    .update("\0");
  return hash.update(raw.body).digest("hex");
}

function readerOf(gateway: string | undefined) {
  return gateway === undefined ? undefined : connectorOf(gateway).operations.notifications;
}

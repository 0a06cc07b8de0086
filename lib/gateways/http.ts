import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { isIP, type LookupFunction, type Socket, connect as tcpConnect } from "node:net";
import { connect as tlsConnect } from "node:tls";
import { insideTransaction } from "#lib/domain/transaction-flag.ts";
import { type AddressPolicy, type CheckedAddress, hostOf, resolveGatewayHost } from "./address-policy.ts";
import type { GatewayHttp, HttpOutcome, HttpRequest, LostCause, NotSentCause } from "./connector.ts";

export type GatewayHttpOptions = AddressPolicy & {
  readonly timeouts?: { readonly connectMs: number; readonly totalMs: number };
  /** The deadline guard: asked when the connection is ready, in the tick in which the request is written. */
  readonly mayStillSend?: () => boolean;
  /** A certificate authority to trust instead of the well-known ones (PEM). */
  readonly ca?: string;
};

export const GATEWAY_TIMEOUTS = { connectMs: 5_000, totalMs: 20_000 };
export const LARGEST_REQUEST_BYTES = 8 * 1024;
export const LARGEST_ANSWER_BYTES = 64 * 1024;

/**
 * The only way to a gateway. Each exchange has a connection of its own: no reuse, no redirect, no retry. What it
 * answers tells exactly whether a byte of the request may have left: before the guard said yes it is `not_sent`,
 * from then on a missing answer is `lost`.
 */
export function createGatewayHttp(options: GatewayHttpOptions): GatewayHttp {
  return async (request) => {
    if (insideTransaction()) throw new Error("A gateway must not be called inside a database transaction (C09).");
    const url = URL.parse(request.url);
    if (!url || Buffer.byteLength(request.body) > LARGEST_REQUEST_BYTES) return notSent("invalid_locally");

    const timeouts = options.timeouts ?? GATEWAY_TIMEOUTS;
    const startedAt = performance.now();
    const connected = await connect(url, options, timeouts.connectMs);
    if (!connected.ok) return notSent(connected.cause);
    return exchange(connected.socket, url, request, {
      mayStillSend: options.mayStillSend ?? (() => true),
      remainingMs: timeouts.totalMs - (performance.now() - startedAt),
    });
  };
}

type Connected = { readonly ok: true; readonly socket: Socket } | { readonly ok: false; readonly cause: NotSentCause };

/** Name, connection and handshake share one time limit. */
async function connect(url: URL, options: GatewayHttpOptions, limitMs: number): Promise<Connected> {
  const limit = Promise.withResolvers<"limit">();
  const timer = setTimeout(() => limit.resolve("limit"), limitMs);
  try {
    const host = await Promise.race([resolveGatewayHost(url, options), limit.promise]);
    if (host === "limit") return { ok: false, cause: "connect_timeout" };
    if (!host.ok) return host;
    return await openSocket(url, host.addresses, options.ca, limit.promise);
  } finally {
    clearTimeout(timer);
  }
}

function openSocket(
  url: URL,
  addresses: readonly CheckedAddress[],
  ca: string | undefined,
  limit: Promise<"limit">,
): Promise<Connected> {
  const { promise, resolve } = Promise.withResolvers<Connected>();
  const secure = url.protocol === "https:";
  const host = hostOf(url);
  const target = {
    host,
    port: Number(url.port) || (secure ? 443 : 80),
    lookup: alwaysAnswering(addresses),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: 1_000,
  };
  const socket = secure
    ? tlsConnect({ ...target, ...(isIP(host) ? {} : { servername: host }), ca, ...TLS_RULES })
    : tcpConnect(target);

  let reached = false;
  const fail = (cause: NotSentCause) => {
    resolve({ ok: false, cause });
    socket.destroy();
  };
  socket.setNoDelay(true);
  socket.once("connect", () => {
    reached = true;
  });
  socket.once(secure ? "secureConnect" : "connect", () => resolve({ ok: true, socket }));
  socket.on("error", () => fail(reached ? "tls" : "refused"));
  socket.once("close", () => fail(reached ? "tls" : "refused"));
  void limit.then(() => fail("connect_timeout"));
  return promise;
}

/** `rejectUnauthorized` is said aloud, because an environment variable could otherwise switch it off. */
const TLS_RULES = { minVersion: "TLSv1.2", rejectUnauthorized: true, ALPNProtocols: ["http/1.1"] } as const;

/** The socket asks for the name again; it gets the addresses that were checked. */
function alwaysAnswering(addresses: readonly CheckedAddress[]): LookupFunction {
  return (_host, _options, callback) => callback(null, [...addresses]);
}

type Guarded = { readonly mayStillSend: () => boolean; readonly remainingMs: number };

function exchange(socket: Socket, url: URL, request: HttpRequest, guarded: Guarded): Promise<HttpOutcome> {
  const { promise, resolve } = Promise.withResolvers<HttpOutcome>();
  let mayHaveLeft = false;
  const finish = (outcome: HttpOutcome) => {
    clearTimeout(timer);
    resolve(outcome);
    socket.destroy();
  };
  const lose = (cause: LostCause) => finish(mayHaveLeft ? { kind: "lost", cause } : notSent("refused"));
  const timer = setTimeout(() => lose("timeout"), guarded.remainingMs);

  const client = prepare(socket, url, request);
  // Node emits `socket` synchronously right before it writes what was prepared: nothing can come between.
  client.once("socket", () => {
    mayHaveLeft = guarded.mayStillSend();
    if (!mayHaveLeft) {
      finish(notSent("deadline_passed"));
      client.destroy();
    }
  });
  // The first complete answer counts, whatever comes after it on the connection (E13).
  let answer: IncomingMessage | undefined;
  client.once("response", (response) => {
    answer = response;
    readAnswer(response, finish, lose);
  });
  client.on("error", (error) => answer?.complete || lose(causeOf(error)));
  client.once("close", () => answer?.complete || lose("reset"));
  client.end(request.body);
  return promise;
}

/** A request on a connected socket is written once, and only there: without an agent nothing is retried or kept. */
function prepare(socket: Socket, url: URL, request: HttpRequest): ClientRequest {
  return httpRequest({
    createConnection: () => socket,
    method: request.method,
    path: url.pathname + url.search,
    setDefaultHeaders: false,
    headers: {
      host: url.host,
      connection: "close",
      ...request.headers,
      "content-length": Buffer.byteLength(request.body),
    },
  });
}

function readAnswer(
  response: IncomingMessage,
  finish: (outcome: HttpOutcome) => void,
  lose: (cause: LostCause) => void,
): void {
  const status = response.statusCode ?? 0;
  const refusal = refuseByHead(status, response.headers);
  if (refusal) {
    lose(refusal);
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  response.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > LARGEST_ANSWER_BYTES) lose("oversize");
    else chunks.push(chunk);
  });
  response.once("error", (error) => lose(causeOf(error)));
  response.once("end", () =>
    response.complete
      ? finish({ kind: "answer", status, headers: flatten(response.headers), body: Buffer.concat(chunks) })
      : lose("reset"),
  );
}

function refuseByHead(status: number, headers: IncomingMessage["headers"]): LostCause | undefined {
  if (status >= 300 && status < 400) return "redirect";
  if ((headers["content-encoding"] ?? "identity") !== "identity") return "unreadable";
  return Number(headers["content-length"]) > LARGEST_ANSWER_BYTES ? "oversize" : undefined;
}

function flatten(headers: IncomingMessage["headers"]): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    flat[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  return flat;
}

/** Node's HTTP parser names its complaints HPE_…; everything else is the connection's end. */
function causeOf(error: Error & { code?: string }): LostCause {
  return error.code?.startsWith("HPE_") ? "unreadable" : "reset";
}

function notSent(cause: NotSentCause): HttpOutcome {
  return { kind: "not_sent", cause };
}

import { appendFileSync } from "node:fs";
import http, { type ClientRequest } from "node:http";
import type { Socket } from "node:net";
import pg from "pg";
import type { CrashPoint } from "./crash-points.ts";

/**
 * Loaded in front of a worker (`node --import`), it kills or freezes that worker at a crash point. It watches from
 * outside, at the statements and the sockets, so that the product itself carries no code for dying.
 *
 * CRASH_AT names the point, CRASH_SKIP how often it is passed first, CRASH_WITH the signal, CRASH_LOG the file that
 * learns whose refund it was.
 */
const { CRASH_AT, CRASH_SKIP = "0", CRASH_WITH = "SIGKILL", CRASH_LOG = "" } = process.env;
let toPass = Number(CRASH_SKIP);
let struck = false;

function reached(point: CrashPoint, refund: string | undefined): void {
  if (point !== CRASH_AT || struck) return;
  if (toPass > 0) {
    toPass -= 1;
    return;
  }
  struck = true;
  appendFileSync(CRASH_LOG, `${JSON.stringify({ point, refund, pid: process.pid })}\n`);
  process.kill(process.pid, CRASH_WITH as NodeJS.Signals);
}

// ---- What a session of the database has written since BEGIN ------------------------------------------------

type Written = { attempt?: string; outcome?: string; evidence?: string };
type Statement = { readonly text: string; readonly values: readonly unknown[] };
type Rows = { readonly rowCount: number; readonly rows: readonly (readonly unknown[])[] };

const written = new WeakMap<object, Written>();
/** The refunds of the submits that this worker opened, by attempt. */
const submits = new Map<string, string>();
const query = pg.Client.prototype.query as (this: pg.Client, ...args: unknown[]) => unknown;

pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]): unknown {
  const [statement] = args;
  const isPrismas = args.length === 1 && typeof statement === "object" && statement !== null && "values" in statement;
  return isPrismas ? watched(this, statement as Statement) : query.apply(this, args);
} as typeof pg.Client.prototype.query;

async function watched(client: pg.Client, statement: Statement): Promise<unknown> {
  const { text, values } = statement;
  if (text === "BEGIN") written.set(client, {});
  const since = written.get(client) ?? {};
  const isSubmit = text.startsWith('INSERT INTO "public"."attempt"') && values.includes("submit");
  if (isSubmit) reached("before_attempt", idsIn(values)[1]);

  const result = (await query.call(client, statement)) as Rows;

  if (isSubmit) {
    const [attempt = "", refund = ""] = idsIn(values);
    submits.set(attempt, refund);
    since.attempt = refund;
  } else if (text.startsWith('UPDATE "public"."attempt"')) {
    since.outcome ??= idsIn(values)
      .map((id) => submits.get(id))
      .find((refund) => refund !== undefined);
  } else if (text.startsWith('INSERT INTO "public"."evidence"')) {
    since.evidence = idsIn(values)[0];
    reached("evidence_written", since.evidence);
  } else if (/FROM inbox WHERE done_at IS NULL/.test(text) && result.rowCount > 0) {
    reached("notification_taken", undefined);
  } else if (text.startsWith("UPDATE inbox SET done_at")) {
    reached("notification_applied", since.evidence);
  } else if (text === "COMMIT") {
    if (since.attempt) reached("attempt_committed", since.attempt);
    else if (since.outcome) reached("outcome_committed", since.outcome);
  }
  return result;
}

function idsIn(values: readonly unknown[]): string[] {
  return values.filter((value): value is string => /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(String(value)));
}

// ---- The request on its way --------------------------------------------------------------------------------

const REFUND_REQUEST = /\/icc\/refund$|\/refundOrder$|"neo_Command":"REFUND"/;
const REFERENCE = /R[0-9A-HJKMNP-TV-Z]{26}[A-Z]/;
const end = http.ClientRequest.prototype.end as (this: ClientRequest, ...args: unknown[]) => ClientRequest;

http.ClientRequest.prototype.end = function (this: ClientRequest, ...args: unknown[]): ClientRequest {
  const body = String(args[0] ?? "");
  // PayEase has it in a header; its body is encrypted.
  const reference = REFERENCE.exec(`${this.getHeader("requestId") ?? ""} ${body}`)?.[0];
  if (REFUND_REQUEST.test(this.path) || REFUND_REQUEST.test(body)) watchRequest(this, reference);
  return end.apply(this, args);
} as typeof http.ClientRequest.prototype.end;

function watchRequest(request: ClientRequest, reference: string | undefined): void {
  // After the product's own listener, which may still refuse to send.
  if (CRASH_AT === "half_sent") request.once("socket", (socket) => sendHalf(socket, reference));
  request.once("finish", () => reached("sent", reference));
  request.prependOnceListener("response", () => reached("answered", reference));
}

function sendHalf(socket: Socket, reference: string | undefined): void {
  if (socket.destroyed || struck) return;
  const write = socket.write.bind(socket) as (chunk: Uint8Array, then: () => void) => boolean;
  socket.write = ((chunk: string | Uint8Array, ...more: unknown[]) => {
    const whole = Buffer.from(chunk as string);
    const half = Math.ceil(whole.length / 2);
    return write(whole.subarray(0, half), () => {
      reached("half_sent", reference);
      // Here only where this one is passed, or where the frozen worker goes on.
      write(whole.subarray(half), () =>
        (more.find((each) => typeof each === "function") as (() => void) | undefined)?.(),
      );
    });
  }) as Socket["write"];
}

import { insideTransaction } from "#lib/domain/transaction-flag.ts";
import type { GatewayHttp, HttpOutcome, HttpRequest, NotSentCause } from "#lib/gateways/connector.ts";
import type { EmulatorAnswer } from "#lib/gateways/emulator-kit/server.ts";
import { GATEWAY_TIMEOUTS, LARGEST_ANSWER_BYTES } from "#lib/gateways/http.ts";
import type { Coverage } from "./coverage.ts";
import type { SimulatedGateway } from "./gateways/simulated-gateway.ts";
import type { Process } from "./process.ts";
import type { Scheduler } from "./scheduler.ts";

/** What the network does with one exchange. */
export type Trip = {
  readonly refused: NotSentCause | null;
  readonly connectMs: number;
  /** When each copy of the request arrives: none where it is lost, two where something repeats it, late ones. */
  readonly arrivesAfterMs: readonly number[];
  readonly answerAfterMs: number;
  readonly answerLost: "reset" | "timeout" | null;
};

export type Trips = (gateway: SimulatedGateway, isSubmit: boolean) => Trip;

type Options = {
  readonly scheduler: Scheduler;
  readonly coverage: Coverage;
  readonly gateways: readonly SimulatedGateway[];
  readonly trips: Trips;
};

/** The wire between the product and the gateways, with the semantics of lib/gateways/http.ts. */
export class Network {
  /** Requests that have left and have not arrived. */
  onTheWay = 0;
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  of(process: Process): (options?: { readonly mayStillSend?: () => boolean }) => GatewayHttp {
    return ({ mayStillSend } = {}) =>
      (request) =>
        this.#exchange(process, request, mayStillSend);
  }

  async #exchange(process: Process, request: HttpRequest, mayStillSend?: () => boolean): Promise<HttpOutcome> {
    if (insideTransaction()) throw new Error("A gateway must not be called inside a database transaction (C09).");
    const { scheduler, gateways, trips, coverage } = this.#options;
    const gateway = gateways.find(({ baseUrl }) => request.url.startsWith(baseUrl));
    if (!gateway) return { kind: "not_sent", cause: "dns" };
    const isSubmit = gateway.isSubmit(request);
    const trip = trips(gateway, isSubmit);
    const name = `${isSubmit ? "submit" : "query"}`;

    await process.pause(`${name}.connect`);
    await scheduler.sleep(trip.connectMs, process);
    await process.pause(`${name}.connected`);
    if (trip.refused) return this.#end(process, name, { kind: "not_sent", cause: trip.refused });
    // The guard is asked in the tick in which the request is written.
    if (mayStillSend && !mayStillSend()) {
      coverage.hit("deadline guard");
      return this.#end(process, name, { kind: "not_sent", cause: "deadline_passed" });
    }
    const answered = this.#send(process, gateway, request, trip);
    await process.pause(`${name}.sent`);
    const outcome = await answered;
    await process.pause(`${name}.answered`);
    return this.#end(process, name, outcome);
  }

  #send(process: Process, gateway: SimulatedGateway, request: HttpRequest, trip: Trip): Promise<HttpOutcome> {
    const { scheduler } = this.#options;
    return new Promise((resolve) => {
      const finish = (outcome: HttpOutcome, ms: number) => {
        scheduler.after(ms, process, () => {
          deadline.cancel();
          resolve(outcome);
        });
      };
      const left = GATEWAY_TIMEOUTS.totalMs - trip.connectMs;
      const deadline = scheduler.after(left, process, () => resolve({ kind: "lost", cause: "timeout" }));
      if (trip.arrivesAfterMs.length === 0 && trip.answerLost !== "timeout")
        finish({ kind: "lost", cause: "reset" }, 50);
      for (const ms of trip.arrivesAfterMs) {
        this.onTheWay += 1;
        scheduler.after(ms, null, async () => {
          this.onTheWay -= 1;
          const answer = await this.#arrive(gateway, request);
          const outcome = trip.answerLost ? { kind: "lost" as const, cause: "reset" as const } : outcomeOf(answer);
          if (outcome && trip.answerLost !== "timeout") finish(outcome, trip.answerAfterMs);
        });
      }
    });
  }

  #arrive(gateway: SimulatedGateway, request: HttpRequest): Promise<EmulatorAnswer> {
    const path = request.url.slice(gateway.baseUrl.length);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const body = Buffer.from(request.body, "utf8");
    return gateway.emulator.handle({ method: request.method, path, query: NO_QUERY, headers, body });
  }

  #end(process: Process, name: string, outcome: HttpOutcome): HttpOutcome {
    const how = outcome.kind === "answer" ? `answer ${outcome.status}` : `${outcome.kind} ${outcome.cause}`;
    this.#options.coverage.hit(`${name} ${how}`);
    this.#options.scheduler.trace(`${process.name} ${name} ${how}`);
    return outcome;
  }
}

const NO_QUERY = new URLSearchParams();

/** What a client sees of an answer that the emulator disfigures; nothing where it hangs. */
function outcomeOf({ fault = "normal", status, contentType, headers = {}, body }: EmulatorAnswer): HttpOutcome | null {
  const lost = (cause: "reset" | "oversize" | "redirect") => ({ kind: "lost", cause }) as const;
  const answer = (code: number, text: string, type = contentType) =>
    ({
      kind: "answer",
      status: code,
      headers: { ...lowered(headers), "content-type": type },
      body: Buffer.from(text),
    }) as const;
  switch (fault) {
    case "hang":
      return null;
    case "drop":
    case "truncated":
      return lost("reset");
    case "http_500":
      return answer(500, HTML, "text/html");
    case "html":
      return answer(200, HTML, "text/html");
    case "empty":
      return answer(status, "");
    case "oversize":
      return lost("oversize");
    case "redirect":
      return lost("redirect");
    case "normal":
      return Buffer.byteLength(body) > LARGEST_ANSWER_BYTES ? lost("oversize") : answer(status, body);
  }
}

const HTML = "<!doctype html><title>Maintenance</title>";

function lowered(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

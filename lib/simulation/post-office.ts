import type { Message } from "#lib/gateways/emulator-kit/delivery.ts";
import type { Services } from "#lib/services/context.ts";
import { receiveNotification } from "#lib/services/notifications/receive-notification.ts";
import type { Coverage } from "./coverage.ts";
import type { Process } from "./process.ts";
import type { Random } from "./random.ts";
import type { Scheduler } from "./scheduler.ts";

export type Web = { readonly process: Process; readonly services: Services };

type Options = {
  readonly scheduler: Scheduler;
  readonly coverage: Coverage;
  readonly random: Random;
  /** The web process of this moment. */
  readonly web: () => Web;
  readonly lost: () => number;
  readonly inTrouble: () => boolean;
};

const GIVE_UP_MS = 20_000;
const HOUR = 3_600_000;
/** Made once: nobody looks at where it came from. */
const TOO_LATE = new Error("no acknowledgement in time");

/** Carries what gateways (and forgers) post to the product: late, twice, out of order, or not at all. */
export class PostOffice {
  readonly #options: Options;
  readonly #seen: Message[] = [];

  constructor(options: Options) {
    this.#options = options;
  }

  /** In the place of `fetch`, for the emulators: the answer, or an error where none came back. */
  readonly fetch = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const message = { url: String(url), headers: init.headers as Record<string, string>, body: String(init.body) };
    this.#seen.push(message);
    return this.#post(message, "127.0.0.1") as Promise<Response>;
  };

  /** What somebody else sends: a forgery, or a genuine message caught on its way and sent again. */
  forge(message: Message | undefined): void {
    const { random, coverage } = this.#options;
    const again = this.#seen.length > 0 && random.chance(0.5) ? random.pick(this.#seen) : undefined;
    const sent = again ?? message;
    if (!sent) return;
    coverage.hit(again ? "notification replayed" : "notification forged");
    void this.#post(sent, "203.0.113.7").catch(() => {});
  }

  /** A message of a gateway that no emulator sends by itself. */
  send(message: Message): void {
    void this.#post(message, "127.0.0.1").catch(() => {});
  }

  async #post(message: Message, remoteIp: string): Promise<Pick<Response, "status" | "text">> {
    const { scheduler, random, coverage, lost, inTrouble } = this.#options;
    const trouble = inTrouble();
    if (trouble && random.chance(lost())) {
      coverage.hit("notification lost");
      await scheduler.sleep(random.between(10, GIVE_UP_MS), null);
      throw new Error("the notification was lost");
    }
    const late = trouble && random.chance(0.2) ? random.magnitude(100, HOUR) : random.between(1, 100);
    const answer = this.#deliver(message, remoteIp, late);
    if (trouble && random.chance(0.1))
      void this.#deliver(message, remoteIp, random.magnitude(10, HOUR)).catch(() => {});
    if (trouble && random.chance(0.1)) {
      coverage.hit("acknowledgement lost");
      await scheduler.sleep(GIVE_UP_MS, null);
      throw new Error("the acknowledgement was lost");
    }
    const tooLate = scheduler.sleep(GIVE_UP_MS, null).then(() => Promise.reject(TOO_LATE));
    return Promise.race([answer, tooLate]);
  }

  /** Never resolves where the web process dies over it. */
  #deliver(message: Message, remoteIp: string, afterMs: number): Promise<Pick<Response, "status" | "text">> {
    const { scheduler, web } = this.#options;
    return new Promise((resolve) => {
      scheduler.after(afterMs, null, () => {
        const { process, services } = web();
        scheduler.after(0, process, async () => {
          const { pathname, search } = new URL(message.url);
          const raw = { headers: message.headers, query: search.slice(1), body: Buffer.from(message.body) };
          const gatewayAccountId = pathname.split("/").at(-1) ?? "";
          const received = await receiveNotification(services, { gatewayAccountId, raw, remoteIp });
          const { status, body } = received.ok ? received.value.answer : { status: 404, body: "" };
          resolve({ status, text: async () => body });
        });
      });
    });
  }
}

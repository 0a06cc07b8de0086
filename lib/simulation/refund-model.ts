import type fc from "fast-check";
import { expect } from "vitest";
import type { Verdict } from "#lib/domain/evidence.ts";
import { moneyToText } from "#lib/domain/money.ts";
import type { Operator } from "#lib/domain/operator.ts";
import { isFinal, type RefundState } from "#lib/domain/refund-state.ts";
import type { Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { moveRefund } from "#lib/services/refunds/move-refund.ts";
import { rejectRefund, sendBackRefund } from "#lib/services/refunds/reject-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { answerSentBack, withdrawRefund } from "#lib/services/refunds/withdraw-refund.ts";
import { applyEvidence } from "#lib/services/sending/apply-evidence.ts";
import type { Payment, Refund } from "#prisma/generated/client.ts";
import { ALONE } from "./enumerate.ts";
import { brokenInvariants } from "./invariants.ts";
import { drawSwarm, goodTrip } from "./swarm.ts";
import { World } from "./world.ts";

/** What a refund is to somebody who knows the rules and has no database: its amount, its word, what is proven of it. */
type Wish = { readonly amountMinor: bigint; readonly byManager: boolean; readonly verdicts: Set<Verdict> } & {
  state: RefundState;
};
export type Model = { freeMinor: bigint; readonly wishes: Wish[] };
export type Desk = { readonly world: World; readonly ids: string[] };
type Command = fc.AsyncCommand<Model, Desk>;

export const CAPTURED_MINOR = 100_000n;
const IN_FLIGHT: readonly RefundState[] = ["submitting", "processing", "unknown", "needs_review"];

/** A merchant in peace, with one payment and one approval for every refund. */
export function openModel(): { model: Model; real: Desk } {
  const trouble = { atStep: () => null, behaviour: () => ({}), trip: goodTrip };
  const swarm = { ...drawSwarm("model"), ...ALONE, gateways: ["neox"], approvals: 1 };
  const world = new World(swarm, { trouble });
  const payment = { ...world.paymentAtRandom(), method: "CC", capturedMinor: CAPTURED_MINOR };
  world.database.tables.payments.apply(new Map([[payment.id, payment]]));
  return { model: { freeMinor: CAPTURED_MINOR, wishes: [] }, real: { world, ids: [] } };
}

/** Somebody wants tenths of the payment back; a second press of the same button asks for nothing more. */
export class Ask implements Command {
  readonly #tenths: number;
  readonly #byManager: boolean;
  readonly #presses: number;

  constructor(tenths: number, byManager: boolean, presses: number) {
    this.#tenths = tenths;
    this.#byManager = byManager;
    this.#presses = presses;
  }

  check = () => true;

  async run(model: Model, { world, ids }: Desk): Promise<void> {
    const amountMinor = (CAPTURED_MINOR / 10n) * BigInt(this.#tenths);
    const command = {
      requestKey: world.newKey(),
      paymentId: paymentOf(world).id,
      amount: moneyToText({ minor: amountMinor, currency: "VND" }),
      reason: "Customer returned one item",
      evenIfRepeated: true,
    };
    const fits = amountMinor <= model.freeMinor;
    for (let press = 0; press < this.#presses; press += 1) {
      const asked = await as(world, requester(world, this.#byManager), (context) => requestRefund(context, command));
      expect(asked.ok).toBe(fits);
      if (asked.ok && press === 0) ids.push(asked.value.id);
      if (asked.ok) expect(asked.value.id).toBe(ids.at(-1));
    }
    if (fits) {
      model.freeMinor -= amountMinor;
      model.wishes.push({
        amountMinor,
        byManager: this.#byManager,
        state: "awaiting_approval",
        verdicts: new Set(),
      });
    }
    compare(model, world, ids);
  }

  toString = () => `ask for ${this.#tenths} tenths${this.#byManager ? " as a manager" : ""}, ${this.#presses} presses`;
}

type Decision = "approve" | "reject" | "send back" | "answer" | "withdraw";

/** One of several people decides about one of the refunds, whatever it is by now. */
export class Decide implements Command {
  readonly #decision: Decision;
  readonly #which: number;
  readonly #manager: number;

  constructor(decision: Decision, which: number, manager: number) {
    this.#decision = decision;
    this.#which = which;
    this.#manager = manager;
  }

  check = ({ wishes }: Readonly<Model>) => wishes.length > 0;

  async run(model: Model, { world, ids }: Desk): Promise<void> {
    const { wish, refund } = pick(model, { world, ids }, this.#which);
    const deciding = { refundId: refund.id, sealedHash: refund.sealedHash, reason: "Not ours" };
    const asker = requester(world, wish.byManager);
    const manager = world.managers[this.#manager % world.managers.length] as Operator;
    const mayDecide = wish.state === "awaiting_approval" && !(wish.byManager && manager === asker);
    const { by, work, to } = {
      approve: { by: manager, work: approveRefund, to: mayDecide ? "queued" : null },
      reject: { by: manager, work: rejectRefund, to: mayDecide ? "rejected" : null },
      "send back": { by: manager, work: sendBackRefund, to: mayDecide ? "sent_back" : null },
      answer: { by: asker, work: answerNote, to: wish.state === "sent_back" ? "awaiting_approval" : null },
      withdraw: { by: asker, work: withdrawRefund, to: WITHDRAWN.includes(wish.state) ? "cancelled" : null },
    }[this.#decision] as { by: Operator; work: Deciding; to: RefundState | null };

    const decided = await as(world, by, (context) => work(context, deciding));

    expect(decided.ok).toBe(to !== null);
    if (to) wish.state = to;
    if (to === "rejected" || to === "cancelled") model.freeMinor += wish.amountMinor;
    compare(model, world, ids);
  }

  toString = () => `${this.#decision} #${this.#which} (manager ${this.#manager})`;
}

type Deciding = (
  context: AppContext,
  input: { readonly refundId: string; readonly sealedHash: string; readonly reason: string },
) => Promise<Result<unknown, unknown>>;
const WITHDRAWN: readonly RefundState[] = ["awaiting_approval", "sent_back", "queued"];
const answerNote: Deciding = (context, { refundId }) => answerSentBack(context, { refundId, note: "The blue one" });

/** Its request leaves; this gateway takes one refund of a payment at a time. */
export class Send implements Command {
  check = ({ wishes }: Readonly<Model>) =>
    wishes.some(({ state }) => state === "queued") && !wishes.some(({ state }) => IN_FLIGHT.includes(state));

  async run(model: Model, { world, ids }: Desk): Promise<void> {
    const { wish, refund } = pick(
      model,
      { world, ids },
      model.wishes.findIndex(({ state }) => state === "queued"),
    );
    await as(world, WORKER, ({ store, operator }) =>
      store.transaction(async (tx) => {
        await moveRefund(tx, refund, { to: "submitting", by: operator });
        const { id } = await tx.attempts.open({
          refundId: refund.id,
          kind: "submit",
          reference: refund.reference,
          fence: refund.fence,
          credentialVersion: 1,
          baselineMinor: 0n,
          requestDigest: null,
          worker: "model",
        });
        await tx.attempts.close(id, { outcome: "ack" });
      }),
    );
    wish.state = "submitting";
    compare(model, world, ids);
  }

  toString = () => "send";
}

/** The gateway tells what became of it: by whatever way, in any order, any number of times. */
export class Prove implements Command {
  readonly #which: number;
  readonly #verdict: Verdict;
  readonly #copies: number;

  constructor(which: number, verdict: Verdict, copies: number) {
    this.#which = which;
    this.#verdict = verdict;
    this.#copies = copies;
  }

  check = ({ wishes }: Readonly<Model>) => wishes.some(wasSent);

  async run(model: Model, { world, ids }: Desk): Promise<void> {
    const sent = model.wishes.flatMap((wish, index) => (wasSent(wish) ? [index] : []));
    const { wish, refund } = pick(model, { world, ids }, sent[this.#which % sent.length] ?? 0);
    const verdict = this.#verdict;
    const fact = { source: "notification", verdict, gatewayRef: null, digest: verdict, credentialVersion: 1 } as const;
    for (let copy = 0; copy < this.#copies; copy += 1)
      await as(world, WORKER, ({ store }) =>
        store.transaction(async (tx) => {
          const locked = await tx.refunds.lock(refund.id);
          if (locked) await applyEvidence(tx, locked, { ...fact, detail: {} }, { by: GATEWAY });
        }),
      );
    learn(model, wish, verdict);
    compare(model, world, ids);
  }

  toString = () => `prove #${this.#which} ${this.#verdict}, ${this.#copies} copies`;
}

const WORKER: Operator = { kind: "worker", name: "Refund Desk" };
const GATEWAY = { kind: "gateway", name: "neox" } as const;

/** The rule for evidence once more, in other words: the first end stands, and what contradicts is for people. */
function learn(model: Model, wish: Wish, verdict: Verdict): void {
  const isNew = !wish.verdicts.has(verdict);
  wish.verdicts.add(verdict);
  if (wish.state === "failed" && verdict === "moved" && isNew)
    model.freeMinor -= wish.amountMinor < model.freeMinor ? wish.amountMinor : model.freeMinor;
  if (isFinal(wish.state) || !isNew) return;
  if (wish.verdicts.has("moved") && wish.verdicts.has("not_moved")) wish.state = "needs_review";
  else if (wish.verdicts.has("moved")) wish.state = "succeeded";
  else if (wish.verdicts.has("not_moved")) {
    wish.state = "failed";
    model.freeMinor += wish.amountMinor;
  } else wish.state = "processing";
}

function wasSent({ state }: Wish): boolean {
  return IN_FLIGHT.includes(state) || state === "succeeded" || state === "failed";
}

function compare(model: Model, world: World, ids: readonly string[]): void {
  const { refunds } = world.database.tables;
  const payment = paymentOf(world);
  const refunded =
    payment.refundedMinor > payment.gatewayRefundedMinor ? payment.refundedMinor : payment.gatewayRefundedMinor;
  expect(payment.capturedMinor - refunded - payment.reservedMinor - payment.heldMinor).toBe(model.freeMinor);
  expect(ids.map((id) => refunds.rows.get(id)?.state)).toEqual(model.wishes.map(({ state }) => state));
  expect(brokenInvariants(world.database.tables)).toEqual([]);
}

function pick(model: Model, { world, ids }: Desk, which: number): { readonly wish: Wish; readonly refund: Refund } {
  const index = which % model.wishes.length;
  const [wish, refund] = [model.wishes[index], world.database.tables.refunds.rows.get(ids[index] ?? "")];
  if (!wish || !refund) throw new Error("the model and the desk hold different refunds");
  return { wish, refund };
}

export function paymentOf(world: World): Payment {
  const [payment] = world.database.tables.payments.rows.values();
  if (!payment) throw new Error("the world has no payment");
  return payment;
}

function requester(world: World, byManager: boolean): Operator {
  return byManager ? (world.managers[0] as Operator) : world.staff;
}

/** Lets somebody do something, and virtual time go on until it is done. */
async function as<T>(world: World, operator: Operator, work: (context: AppContext) => Promise<T>): Promise<T> {
  const { scheduler } = world;
  let end: { readonly value: T } | { readonly error: unknown } | undefined;
  const { process, services } = world.web();
  scheduler.after(1_000, process, () => {
    work({ ...services, operator }).then(
      (value) => {
        end = { value };
      },
      (error: unknown) => {
        end = { error };
      },
    );
  });
  await scheduler.run(() => end !== undefined, scheduler.now + 60_000);
  if (end && "value" in end) return end.value;
  throw end ? end.error : new Error("it never ended");
}

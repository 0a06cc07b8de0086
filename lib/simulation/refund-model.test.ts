import fc from "fast-check";
import { expect, it } from "vitest";
import type { Verdict } from "#lib/domain/evidence.ts";
import { moneyToText } from "#lib/domain/money.ts";
import type { AppContext } from "#lib/services/context.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { rejectRefund } from "#lib/services/refunds/reject-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { withdrawRefund } from "#lib/services/refunds/withdraw-refund.ts";
import { brokenInvariants } from "./invariants.ts";
import { createMemoryStore } from "./memory/memory-store.ts";
import { Ask, CAPTURED_MINOR, Decide, openModel, Prove, paymentOf, Send } from "./refund-model.ts";
import { livingIn } from "./virtual-time.ts";
import type { World } from "./world.ts";

/** `MODEL_RUNS` asks for more than every run has time for. */
const numRuns = Number(process.env.MODEL_RUNS ?? "60");
const TIME_LIMIT_MS = 60_000 + 1_000 * numRuns;

const which = fc.nat(7);
const verdict = fc.constantFrom<Verdict>("moved", "not_moved", "in_progress");
const commands = [
  fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.boolean(), fc.integer({ min: 1, max: 2 }))
    .map((given) => new Ask(...given)),
  fc
    .tuple(fc.constantFrom("approve", "approve", "reject", "send back", "answer", "withdraw"), which, fc.nat(2))
    .map((given) => new Decide(...given)),
  fc.constant(new Send()),
  fc.tuple(which, verdict, fc.integer({ min: 1, max: 3 })).map((given) => new Prove(...given)),
];

it(
  "C01 C02 G01 G02 E17 E18 whatever people do and gateways tell, in any order: words and balance are those of a model",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 40, size: "max" }), async (given) => {
        const { model, real } = openModel();
        await inTimeOf(real.world, () => fc.asyncModelRun(() => ({ model, real }), given));
      }),
      { numRuns },
    );
  },
  TIME_LIMIT_MS,
);

it(
  "C01 requests for one payment that meet between any two statements never take more than there is",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (order) => {
        const { world } = openModel().real;
        const ask = (context: AppContext) =>
          requestRefund(context, {
            requestKey: world.newKey(),
            paymentId: paymentOf(world).id,
            amount: moneyToText({ minor: (CAPTURED_MINOR * 2n) / 5n, currency: "VND" }),
            reason: "Customer returned one item",
            evenIfRepeated: true,
          });
        const answers = await atOnce(world, order, [ask, ask, ask, ask]);
        expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
        expect(paymentOf(world).reservedMinor).toBe((CAPTURED_MINOR * 4n) / 5n);
        expect(brokenInvariants(world.database.tables)).toEqual([]);
      }),
      { numRuns },
    );
  },
  TIME_LIMIT_MS,
);

it(
  "B03 B04 B08 decisions that meet between any two statements are one decision, and no amount is lost or free twice",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (order) => {
        const { model, real } = openModel();
        const { world } = real;
        await inTimeOf(world, () => new Ask(5, false, 1).run(model, real));
        const [refund] = world.database.tables.refunds.rows.values();
        if (!refund) throw new Error("nothing was asked for");
        const deciding = { refundId: refund.id, sealedHash: refund.sealedHash, reason: "Not ours" };
        const [first, second, third] = world.managers;

        const [approved, alsoApproved, rejected, withdrawn] = await atOnce(world, order, [
          (context) => approveRefund({ ...context, operator: first ?? world.staff }, deciding),
          (context) => approveRefund({ ...context, operator: second ?? world.staff }, deciding),
          (context) => rejectRefund({ ...context, operator: third ?? world.staff }, deciding),
          (context) => withdrawRefund(context, deciding),
        ]);

        const state = world.database.tables.refunds.rows.get(refund.id)?.state;
        expect([approved, alsoApproved, rejected].filter((one) => one?.ok).length).toBeLessThanOrEqual(1);
        expect(state).toBe(rejected?.ok ? "rejected" : withdrawn?.ok ? "cancelled" : "queued");
        expect(paymentOf(world).reservedMinor).toBe(state === "queued" ? CAPTURED_MINOR / 2n : 0n);
        expect(brokenInvariants(world.database.tables)).toEqual([]);
      }),
      { numRuns },
    );
  },
  TIME_LIMIT_MS,
);

/** Several of the staff press at once; before each of their statements fast-check decides who comes next. */
async function atOnce<T>(
  world: World,
  order: fc.Scheduler,
  presses: readonly ((context: AppContext) => Promise<T>)[],
): Promise<T[]> {
  const { scheduler, database } = world;
  const { process, services } = world.web();
  const connection = {
    actor: process,
    step: (label: string) => order.schedule(Promise.resolve(), label),
    opened: () => {},
  };
  const context = { ...services, store: createMemoryStore(database, connection), operator: world.staff };
  return inTimeOf(world, async () => {
    let isOver = false;
    const all = Promise.all(presses.map((press) => press(context))).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      if (order.count() > 0) await order.waitOne();
      // Whoever waits for a lock is woken, or gives up, in virtual time.
      await scheduler.run(() => false, scheduler.now + 5);
    }
    return all;
  });
}

function inTimeOf<T>({ scheduler, random, postOffice }: World, work: () => Promise<T>): Promise<T> {
  return livingIn(
    {
      believedNow: () => scheduler.now,
      after: (ms, run) => scheduler.after(ms, null, run),
      chance: random.fork("identifiers").next,
      fetch: postOffice.fetch as typeof fetch,
    },
    work,
  );
}

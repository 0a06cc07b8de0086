import { moneyToText } from "#lib/domain/money.ts";
import type { Operator } from "#lib/domain/operator.ts";
import type { Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import type { RefundReceipt } from "#lib/services/refunds/answer-again.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { rejectRefund, sendBackRefund } from "#lib/services/refunds/reject-refund.ts";
import { requestGroup } from "#lib/services/refunds/request-group.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { sealTogether } from "#lib/services/refunds/together.ts";
import { answerSentBack, undoApproval, withdrawRefund } from "#lib/services/refunds/withdraw-refund.ts";
import type { Payment } from "#prisma/generated/client.ts";
import type { World } from "./world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DECIDED_FOR_GOOD = new Set(["forbidden", "not_your_own", "already_decided", "too_late", "content_changed"]);

const RECEIVER = { accountName: "NGUYEN VAN A", accountNumber: "9704198526191432198", swiftCode: "ASCBVNVX" };

/** Those who ask for refunds and those who decide about them, each at their own time and often at the same. */
export function letPeopleWork(world: World): void {
  const { random, swarm, scheduler } = world;
  const draw = random.fork("people");
  for (let number = 0; number < swarm.refunds; number += 1) {
    const at = draw.next() * swarm.asksForMs;
    // Hot payments: several people want their money back of one payment within seconds.
    const rush = draw.chance(0.3) ? draw.between(0, 30) : 0;
    scheduler.after(at, null, () => ask(world));
    for (let more = 0; more < rush % 3 && number + 1 < swarm.refunds; more += 1) {
      number += 1;
      scheduler.after(at + draw.between(0, 2_000), null, () => ask(world));
    }
  }
}

function ask(world: World): void {
  const { random, coverage } = world;
  const payment = world.paymentAtRandom();
  const requester = random.pick([world.staff, world.staff, world.apiKey, world.managers[0] as Operator]);
  const input = {
    requestKey: world.newKey(),
    paymentId: payment.id,
    amount: moneyToText({ minor: wishMinor(world, payment), currency: payment.currency }),
    reason: "Customer returned one item",
    evenIfRepeated: random.chance(0.8),
    ...(needsReceiver(payment) ? { receiver: RECEIVER } : {}),
  };
  const others = requester.kind === "user" ? world.othersOfOrder(payment) : [];
  const request =
    others.length > 0 && random.chance(0.5)
      ? askTogether(world, [payment, ...others], input)
      : (context: AppContext) => requestRefund(context, input);
  const asked = (result: Result<RefundReceipt, { readonly code: string }>) => {
    coverage.hit(result.ok ? "request accepted" : `request ${result.error.code}`);
    if (result.ok && world.promise(result.value)) followUp(world, result.value.id, requester);
  };
  press(world, requester, request, asked);
  if (random.chance(0.1)) {
    coverage.hit("duplicate click");
    press(world, requester, request, asked);
  }
}

type Wish = { readonly requestKey: string; readonly reason: string; readonly evenIfRepeated: boolean };
type Asked = (context: AppContext) => Promise<Result<RefundReceipt, { readonly code: string }>>;

/** One amount from several payments of an order: all of it or nothing. */
function askTogether(world: World, payments: readonly Payment[], { requestKey, reason, evenIfRepeated }: Wish): Asked {
  world.coverage.hit("asked for together");
  const wishes = payments.slice(0, 4).map((payment) => ({ payment, minor: wishMinor(world, payment) }));
  const whole = wishes.reduce((sum, { minor }) => sum + minor, 0n);
  const text = (minor: bigint) => moneyToText({ minor, currency: payments[0]?.currency ?? "" });
  const parts = wishes.map(({ payment, minor }) => ({ paymentId: payment.id, amount: text(minor) }));
  const receiver = payments.some(needsReceiver) ? { receiver: RECEIVER } : {};
  return (context) =>
    requestGroup(context, { requestKey, reason, evenIfRepeated, amount: text(whole), parts, ...receiver });
}

function needsReceiver({ gateway, method }: Payment): boolean {
  return gateway === "neox" && method === "QR";
}

function wishMinor({ random }: World, payment: Payment): bigint {
  const tenths = payment.capturedMinor / 10n;
  return tenths * BigInt(random.pick([1, 1, 2, 3, 5, 10, 11]));
}

/** Whoever was asked to look at it looks at it: sometimes two at the same moment, sometimes nobody. */
function followUp(world: World, refundId: string, requester: Operator): void {
  const { random, swarm, scheduler } = world;
  if (random.chance(0.04)) later(() => press(world, requester, (context) => withdrawRefund(context, { refundId })));
  const deciders = world.managers.filter(() => random.chance(swarm.approvals === 0 ? 0.1 : 0.9));
  const together = random.magnitude(500, HOUR);
  for (const manager of deciders) {
    const at = random.chance(0.5) ? together + random.between(0, 20) : random.magnitude(500, HOUR);
    scheduler.after(at, null, () => decide(world, refundId, requester, manager));
  }

  function later(work: () => void): void {
    scheduler.after(random.magnitude(100, HOUR), null, work);
  }
}

function decide(world: World, refundId: string, requester: Operator, manager: Operator): void {
  const { random, scheduler, database, coverage } = world;
  // The page that is open: it may be old by the time the button is pressed.
  const seen = database.tables.refunds.rows.get(refundId);
  if (!seen) return;
  const deciding = { refundId, sealedHash: sealTogether(world.togetherWith(seen)) };
  const draw = random.next();
  scheduler.after(random.magnitude(10, 30_000), null, () => {
    if (draw < 0.06) press(world, manager, (context) => rejectRefund(context, { ...deciding, reason: "Not ours" }));
    else if (draw < 0.12) {
      press(world, manager, (context) => sendBackRefund(context, { ...deciding, reason: "Which item?" }));
      scheduler.after(random.magnitude(1_000, HOUR), null, () => {
        press(world, requester, (context) => answerSentBack(context, { refundId, note: "The blue one" }));
        scheduler.after(random.magnitude(1_000, HOUR), null, () => decide(world, refundId, requester, manager));
      });
    } else
      press(
        world,
        manager,
        (context) => approveRefund(context, deciding),
        (result) => result.ok || coverage.hit(`approval ${result.error.code}`),
      );
    if (draw > 0.96)
      scheduler.after(random.between(100, 9_000), null, () =>
        press(world, manager, (context) => undoApproval(context, { refundId })),
      );
  });
}

/** Presses a button, and again where no answer comes; what the answer says once it comes is heard once. */
export function press<T>(
  world: World,
  operator: Operator,
  work: (context: AppContext) => Promise<Result<T, { readonly code: string }>>,
  heard: (result: Result<T, { readonly code: string }>) => void = () => {},
  tries = 1,
): void {
  const { random, scheduler, coverage } = world;
  const { process, services } = world.web();
  let isOver = false;
  const again = (why: string) => {
    if (isOver) return;
    isOver = true;
    coverage.hit(`pressed again: ${why}`);
    if (tries < 6)
      scheduler.after(random.magnitude(500, 2 * MINUTE), null, () => press(world, operator, work, heard, tries + 1));
  };
  scheduler.after(30_000, null, () => again("no answer"));
  scheduler.after(0, process, () => {
    work({ ...services, operator }).then(
      (result) => {
        if (isOver) return;
        isOver = true;
        if (!result.ok && !DECIDED_FOR_GOOD.has(result.error.code)) coverage.hit(`refused ${result.error.code}`);
        heard(result);
      },
      (error: unknown) => {
        world.noteError(error, "a person");
        again("an error");
      },
    );
  });
}

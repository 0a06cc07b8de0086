import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createSendLocks } from "#lib/db/send-locks.ts";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import { setAccountPaused } from "#lib/services/gateway-accounts/gateway-accounts.ts";
import { readMetrics } from "#lib/services/installation/read-metrics.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { claimFairly } from "#lib/services/sending/claim-fairly.ts";
import { recordCrash } from "#lib/services/sending/run-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { type Hands, openHands } from "#prisma/factories/hands.ts";
import { type NeoxDesk, openNeoxDesk, type PaidOrder } from "#prisma/factories/neox-desk.ts";
import { personAtWork } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { approveRefund } from "./approve-refund.ts";
import { requestRefund } from "./request-refund.ts";

/** The steps of a send one by one, with somebody standing between them. Each test is one way to pay twice. */
const database = useTestDatabase();
let desk: NeoxDesk;
let hands: Hands;

beforeAll(async () => {
  desk = await openNeoxDesk(database);
  hands = openHands(database, desk, desk.accountId);
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
});
afterAll(async () => {
  await hands.close();
  await desk.close();
});
afterEach(async () => {
  expect(
    (await checkInvariants(database.prisma)).filter(({ violations, name }) => violations > 0 && name !== "I11b"),
  ).toEqual([]);
  expect(await desk.gateway.violations()).toEqual([]);
});

type Asked = { readonly id: string; readonly reference: string };

async function requested(payment: PaidOrder, plan: Choice = {}, amount = "40000"): Promise<Asked> {
  const { paymentId } = payment;
  const command = { requestKey: randomUUID(), paymentId, amount, reason: "Returned", evenIfRepeated: true };
  const answer = await requestRefund(desk.staff, command);
  if (!answer.ok) throw new Error(answer.error.code);
  await desk.gateway.plan({ byReference: { [answer.value.reference]: { settleAfterMs: 60_000, ...plan } } });
  return answer.value;
}

async function approved(plan: Choice = {}, payment?: PaidOrder, amount?: string): Promise<Asked> {
  const asked = await requested(payment ?? (await desk.paid()), plan, amount);
  const { sealedHash } = await rowOf(asked);
  expect(await approveRefund(desk.manager, { refundId: asked.id, sealedHash })).toMatchObject({ ok: true });
  return asked;
}

const rowOf = ({ id }: Asked) => database.prisma.refund.findUniqueOrThrow({ where: { id } });
const submitsOf = ({ id }: Asked) =>
  database.prisma.attempt.findMany({ where: { refundId: id, kind: "submit" }, orderBy: { number: "asc" } });
const sendsOf = async ({ reference }: Asked) =>
  (await desk.gateway.truth()).submissions.filter(({ requestId }) => requestId === reference).length;
const sendsOfAll = async () => (await desk.gateway.truth()).submissions.length;
const tell = (asked: Asked, fields: Record<string, unknown> = {}) =>
  desk.gateway.notify({ requestId: asked.reference, kind: "genuine", fields });

describe("before a request leaves", () => {
  it("B05 what was changed after the approval is not sent", async () => {
    const asked = await approved();
    const sql = (text: string) => database.prisma.$executeRawUnsafe(text);
    await sql("ALTER TABLE refund DISABLE TRIGGER guard_refund");
    await sql(`UPDATE refund SET gateway_reason = 'Something else' WHERE id = '${asked.id}'`);
    await sql("ALTER TABLE refund ENABLE TRIGGER guard_refund");

    await expect(hands.work(asked.id)).rejects.toThrow("not what was approved");
    expect(await sendsOf(asked)).toBe(0);
  });

  it("B14 an approval of last week is asked for again", async () => {
    const asked = await approved();
    const approvedAt = new Date(Date.now() - 7 * 86_400_000);
    await database.prisma.refund.update({ where: { id: asked.id }, data: { approvedAt } });

    expect(await hands.work(asked.id)).toBe("awaiting_approval");
    expect(await sendsOf(asked)).toBe(0);
  });

  it("D10 D11 a worker whose claim was taken over, or is about to end, sends nothing", async () => {
    const asked = await approved();
    const claimed = await hands.claim(asked.id);
    const leaseUntil = new Date(Date.now() + 10_000);
    await database.prisma.refund.update({ where: { id: asked.id }, data: { leaseUntil } });
    if (!claimed) throw new Error("not claimed");
    expect(await hands.run(claimed)).toBe("queued");

    expect(await hands.claim(asked.id)).toMatchObject({ fence: claimed.fence + 1 });
    expect(await hands.run(claimed)).toBe("queued");
    expect([await submitsOf(asked), await sendsOf(asked)]).toEqual([[], 0]);
  });

  it("D08 D17 a worker that stood still after its attempt was begun sends nothing, and the next one does, under the same reference", async () => {
    const asked = await approved();
    const before = await sendsOfAll();
    let clock = 0;
    // Every look at the clock is three seconds later than the last one.
    expect(await hands.work(asked.id, { monotonicMs: () => (clock += 3_000) })).toBe("queued");
    expect(await submitsOf(asked)).toMatchObject([{ outcome: "not_sent", cause: "deadline_passed" }]);
    expect(await sendsOfAll()).toBe(before);

    expect(await hands.work(asked.id)).toBe("processing");
    expect([await sendsOf(asked), await sendsOfAll()]).toEqual([1, before + 1]);
  });

  it("C04 a worker whose database connection broke after its attempt was begun sends nothing", async () => {
    const asked = await approved();
    const locks = { tryLock: async () => ({ isHeld: () => false, release: async () => {} }) };
    expect(await hands.work(asked.id, { locks })).toBe("queued");
    expect(await sendsOf(asked)).toBe(0);
  });

  it("D09 a refund whose lock a living sender holds is left alone", async () => {
    const asked = await approved();
    const other = createSendLocks(database.url);
    const lock = await other.tryLock(asked.id);
    expect(await hands.work(asked.id)).toBe("queued");
    expect([await submitsOf(asked), await sendsOf(asked)]).toEqual([[], 0]);
    await lock?.release();
    await other.close();
  });

  it("D12 the lock is free again when the send is over", async () => {
    const asked = await approved();
    await hands.work(asked.id);
    const other = createSendLocks(database.url);
    const lock = await other.tryLock(asked.id);
    expect(lock).not.toBeNull();
    await lock?.release();
    await other.close();
  });

  it("D12 the lock is free again when the send broke off, and the watchdog sees what nobody takes", async () => {
    const asked = await approved();
    const claimed = await hands.claim(asked.id);
    if (!claimed) throw new Error("not claimed");
    const gatewayHttp: typeof hands.context.gatewayHttp = (options) =>
      options?.mayStillSend
        ? async () => {
            throw new Error("out of memory");
          }
        : hands.context.gatewayHttp(options);
    await expect(hands.run(claimed, { gatewayHttp })).rejects.toThrow("out of memory");
    const other = createSendLocks(database.url);
    const lock = await other.tryLock(asked.id);
    expect(lock).not.toBeNull();
    await lock?.release();
    await other.close();

    const nextRunAt = new Date(Date.now() - 90_000);
    await database.prisma.refund.update({ where: { id: asked.id }, data: { nextRunAt, leaseUntil: null } });
    const unclaimed = (await checkInvariants(database.prisma)).find(({ name }) => name === "I11b");
    expect(unclaimed?.violations).toBeGreaterThan(0);
    expect(await readMetrics(desk.services)).toMatch(/^refund_desk_unclaimed_refunds [1-9]/m);
    await database.prisma.refund.update({ where: { id: asked.id }, data: { nextRunAt: new Date() } });
  });

  it("D10 what was settled between the claim and the look is nobody's work, and no fault of the worker", async () => {
    const asked = await approved();
    await hands.work(asked.id);
    await hands.claim(asked.id);
    await tell(asked);
    await hands.readInbox();

    expect(await hands.run(await rowOf(asked))).toBe("succeeded");
    expect(await submitsOf(asked)).toHaveLength(1);
  });

  it("D14 each worker begins with another account, so that those who die young do not all leave out the same", async () => {
    const ids = [desk.accountId, await createGatewayAccount(desk.services), await createGatewayAccount(desk.services)];
    const firstOf = async (random: number): Promise<string | undefined> => {
      let first: string | undefined;
      const claim = async ({ accountIds }: { readonly accountIds: readonly string[] }) => {
        first = accountIds[0];
        return null;
      };
      const store = { ...hands.context.store, claim };
      await claimFairly({ ...hands.context, store, random: () => random }, 6)();
      return first;
    };

    expect((await Promise.all([0, 0.4, 0.9].map(firstOf))).sort()).toEqual(ids.sort());
  });

  it("D13 a row on which the worker always fails backs off, is shown to people the tenth time, and holds up no other", async () => {
    const poisoned = await approved();
    const other = await approved();
    const sql = (text: string) => database.prisma.$executeRawUnsafe(text);
    await sql("ALTER TABLE refund DISABLE TRIGGER guard_refund");
    await sql(`UPDATE refund SET gateway_reason = 'Garbage' WHERE id = '${poisoned.id}'`);
    await sql("ALTER TABLE refund ENABLE TRIGGER guard_refund");

    for (let time = 1; time <= 10; time += 1) {
      const claimed = await hands.claim(poisoned.id);
      if (!claimed) throw new Error("not claimed");
      await hands
        .run(claimed)
        .catch((error: unknown) => recordCrash({ ...hands.context, random: () => 1 }, claimed, error));
      const { state, nextRunAt } = await rowOf(poisoned);
      expect(state).toBe(time < 10 ? "queued" : "needs_review");
      expect(nextRunAt?.getTime()).toBeGreaterThan(Date.now());
    }
    expect(await database.prisma.case.findMany({ where: { refundId: poisoned.id } })).toMatchObject([
      { kind: "worker_fails", detail: { error: "Error" } },
    ]);
    expect(await hands.work(other.id)).toBe("processing");
  });

  it("F14 the gateway's total is read first, and without it nothing is sent", async () => {
    const payment = await desk.paid({ refunded: 15_000 });
    const asked = await approved({}, payment);
    const gatewayHttp = () => async () => ({ kind: "lost", cause: "timeout" }) as const;
    expect(await hands.work(asked.id, { gatewayHttp })).toBe("queued");
    expect(await submitsOf(asked)).toEqual([]);

    expect(await hands.work(asked.id)).toBe("processing");
    expect(await submitsOf(asked)).toMatchObject([{ baselineMinor: 15_000n }]);
  });

  it("F14 a total that another refund of the payment has overtaken is asked for again, or its rise would be taken for ours", async () => {
    const payment = await desk.paid();
    const [other, asked] = [await approved({}, payment, "20000"), await approved({}, payment, "20000")];
    const claimed = await hands.claim(asked.id);
    if (!claimed) throw new Error("not claimed");
    const plain = hands.context.gatewayHttp();
    const gatewayHttp = () => async (request: Parameters<typeof plain>[0]) => {
      const total = await plain(request);
      expect(await hands.work(other.id)).toBe("processing");
      await tell(other);
      await hands.readInbox();
      expect((await rowOf(other)).state).toBe("succeeded");
      return total;
    };

    expect(await hands.run(claimed, { gatewayHttp })).toBe("queued");
    expect([await submitsOf(asked), await sendsOf(asked)]).toEqual([[], 0]);

    expect(await hands.work(asked.id)).toBe("processing");
    expect(await sendsOf(asked)).toBe(1);
  });

  it("F08 nothing leaves while another refund of the payment is at the gateway", async () => {
    const payment = await desk.paid();
    const first = await approved({}, payment, "30000");
    const second = await approved({}, payment, "20000");
    expect(await hands.work(first.id)).toBe("processing");
    expect(await hands.claim(second.id)).toBeNull();
  });

  it("H08 nothing leaves while the account is paused", async () => {
    const admin = await personAtWork(desk.services, "admin");
    const asked = await approved();
    await setAccountPaused(admin, { gatewayAccountId: desk.accountId, paused: true, why: "maintenance" });
    expect(await hands.claim(asked.id)).toBeNull();
    await setAccountPaused(admin, { gatewayAccountId: desk.accountId, paused: false });
  });

  it("H08 the kill switch holds what was claimed before it, and is over within two seconds of the database's time", async () => {
    const admin = await personAtWork(desk.services, "admin");
    const asked = await approved();
    const claimed = await hands.claim(asked.id);
    if (!claimed) throw new Error("not claimed");
    await setAccountPaused(admin, { gatewayAccountId: desk.accountId, paused: true });
    expect(await hands.run(claimed)).toBe("queued");
    expect([await submitsOf(asked), await sendsOf(asked)]).toEqual([[], 0]);
    expect(await rowOf(asked)).toMatchObject({ leaseUntil: null });
    await setAccountPaused(admin, { gatewayAccountId: desk.accountId, paused: false });

    // What had written its attempt just before may still leave, for as long as its deadline lets it: two seconds.
    const gatewayHttp: typeof hands.context.gatewayHttp = (options) => {
      const http = hands.context.gatewayHttp(options);
      return async (request) => {
        if (options?.mayStillSend)
          await setAccountPaused(admin, { gatewayAccountId: desk.accountId, paused: true, why: "now" });
        return http(request);
      };
    };
    expect(await hands.work(asked.id, { gatewayHttp })).toBe("processing");
    const [late] = await database.prisma.$queryRaw<{ seconds: number }[]>`
      SELECT EXTRACT(EPOCH FROM t.ended_at - a.paused_at)::float8 AS seconds FROM attempt t JOIN refund r ON r.id = t.refund_id
        JOIN gateway_account a ON a.id = r.gateway_account_id WHERE t.refund_id = ${asked.id}::uuid AND t.kind = 'submit'`;
    expect(late?.seconds).toBeLessThan(2);
    await setAccountPaused(admin, { gatewayAccountId: desk.accountId, paused: false });
  });
});

describe("after a request may have left", () => {
  it("E04 silence is no reason to send it again, however often the worker comes back", async () => {
    const asked = await approved({ scenario: "drop_after_accepting" });
    expect(await hands.work(asked.id)).toBe("unknown");
    for (let again = 0; again < 3; again += 1) expect(await hands.work(asked.id)).toBe("unknown");
    expect(await submitsOf(asked)).toMatchObject([{ outcome: "ambiguous" }]);
    expect(await database.prisma.attempt.count({ where: { refundId: asked.id, kind: "query" } })).toBe(3);
    expect(await sendsOf(asked)).toBe(1);
  });

  it("F03 an unsigned no is not believed", async () => {
    const payment = await desk.paid();
    const asked = await approved({ scenario: "pay_on_refusal" }, payment);
    expect(await hands.work(asked.id)).toBe("unknown");
    const { reservedMinor } = await database.prisma.payment.findUniqueOrThrow({ where: { id: payment.paymentId } });
    expect(reservedMinor).toBe(40_000n);
  });

  it("D02 D03 D04 D05 a sender that died is taken for one that has sent", async () => {
    const asked = await approved();
    const claimed = await hands.claim(asked.id);
    if (!claimed) throw new Error("not claimed");
    const dies = () => async (): Promise<never> => {
      throw new Error("killed");
    };
    const asks = hands.context.gatewayHttp();
    let calls = 0;
    const gatewayHttp = () => (calls++ === 0 ? asks : dies());
    await expect(hands.run(claimed, { gatewayHttp })).rejects.toThrow("killed");
    expect(await rowOf(asked)).toMatchObject({ state: "submitting" });

    expect(await hands.work(asked.id)).toBe("unknown");
    expect(await submitsOf(asked)).toMatchObject([{ outcome: "ambiguous", cause: "sender_died" }]);
    expect(await hands.work(asked.id)).toBe("unknown");
    expect(await sendsOf(asked)).toBe(0);
  });

  it("D09 a sender that lives is not taken over", async () => {
    const asked = await approved();
    const claimed = await hands.claim(asked.id);
    if (!claimed) throw new Error("not claimed");
    let meanwhile = "";
    const http = hands.context.gatewayHttp();
    const gatewayHttp = () => async (request: Parameters<typeof http>[0]) => {
      const { state } = await rowOf(asked);
      if (state === "submitting") meanwhile = await hands.work(asked.id);
      return http(request);
    };
    await hands.run(claimed, { gatewayHttp });
    expect(meanwhile).toBe("submitting");
    expect([(await submitsOf(asked)).length, await sendsOf(asked)]).toEqual([1, 1]);
  });
});

describe("what a gateway tells", () => {
  it("G08 of another amount settles nothing", async () => {
    const asked = await approved();
    await hands.work(asked.id);
    await tell(asked, { neo_Amount: 39_000 });
    await hands.readInbox();
    expect(await rowOf(asked)).toMatchObject({ state: "needs_review" });
  });

  it("G18 of a refund that was not sent settles nothing and calls a person at once", async () => {
    const sent = await approved();
    await hands.work(sent.id);
    const waiting = await requested(await desk.paid());
    const { gatewayPaymentRef } = await database.prisma.payment.findFirstOrThrow({
      where: { refunds: { some: { id: waiting.id } } },
    });
    await tell(sent, { neo_RequestID: waiting.reference, neo_PaymentID: gatewayPaymentRef });
    await hands.readInbox();
    expect(await rowOf(waiting)).toMatchObject({ state: "awaiting_approval" });
    expect(await database.prisma.case.findMany({ where: { refundId: waiting.id } })).toMatchObject([
      { kind: "moved_without_approval", severity: 1 },
    ]);
  });

  it("E18 money that moved after a proven failure is set aside, and people are called", async () => {
    const payment = await desk.paid();
    const asked = await approved({}, payment);
    await hands.work(asked.id);
    await tell(asked, { neo_ResponseCode: 33, neo_ResponseMsg: "Failed" });
    await hands.readInbox();
    expect(await rowOf(asked)).toMatchObject({ state: "failed" });

    await tell(asked);
    await hands.readInbox();
    expect(await rowOf(asked)).toMatchObject({ state: "failed" });
    const { heldMinor } = await database.prisma.payment.findUniqueOrThrow({ where: { id: payment.paymentId } });
    expect(heldMinor).toBe(40_000n);
    expect(await database.prisma.case.findMany({ where: { refundId: asked.id } })).toMatchObject([
      { kind: "contradiction", severity: 1 },
    ]);
  });

  it("of a failure releases the amount of that refund and of no other", async () => {
    const payment = await desk.paid();
    const asked = await approved({}, payment, "30000");
    await requested(payment, {}, "50000");
    await hands.work(asked.id);
    await tell(asked, { neo_ResponseCode: 33, neo_ResponseMsg: "Failed" });
    await hands.readInbox();
    const { reservedMinor } = await database.prisma.payment.findUniqueOrThrow({ where: { id: payment.paymentId } });
    expect(reservedMinor).toBe(50_000n);
  });

  it("G01 in a hundred copies is booked once", async () => {
    const payment = await desk.paid();
    const asked = await approved({}, payment);
    await hands.work(asked.id);
    await desk.gateway.notify({ requestId: asked.reference, kind: "genuine", times: 100 });
    await hands.readInbox();
    const { reservedMinor, refundedMinor, gatewayRefundedMinor } = await database.prisma.payment.findUniqueOrThrow({
      where: { id: payment.paymentId },
    });
    expect([reservedMinor, refundedMinor, gatewayRefundedMinor]).toEqual([0n, 40_000n, 40_000n]);
  });
});

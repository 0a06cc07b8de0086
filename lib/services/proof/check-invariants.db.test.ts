import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { type Hands, openHands } from "#prisma/factories/hands.ts";
import { type NeoxDesk, openNeoxDesk } from "#prisma/factories/neox-desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { checkInvariants, type InvariantOutcome, readInvariants, readTouched } from "./check-invariants.ts";
import { recordInvariants } from "./record-invariants.ts";
import { sealAudit } from "./seal-audit.ts";

const database = useTestDatabase();
let desk: NeoxDesk;
let hands: Hands;
/** One refund of each kind, on payments of their own. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  desk = await openNeoxDesk(database);
  hands = openHands(database, desk, desk.accountId);
  await desk.gateway.plan({ default: { settleAfterMs: null } });
  for (const kind of ["succeeded", "failed", "unknown", "waiting"]) ids[kind] = await refund(kind);
  await sealAudit(database.prisma);
});
afterAll(async () => {
  await hands.close();
  await desk.close();
});

async function refund(kind: string): Promise<string> {
  const { paymentId } = await desk.paid();
  const asked = await requestRefund(desk.staff, { requestKey: randomUUID(), paymentId, amount: "40000", reason: kind });
  if (!asked.ok) throw new Error(asked.error.code);
  const { id, reference } = asked.value;
  if (kind === "waiting") return id;
  if (kind === "unknown") await desk.gateway.plan({ byReference: { [reference]: { scenario: "drop_before" } } });
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  await approveRefund(desk.manager, { refundId: id, sealedHash });
  await hands.work(id);
  if (kind !== "unknown") {
    await desk.gateway.settle({ requestId: reference, result: kind === "succeeded" ? "success" : "failure" });
    await hands.readInbox();
  }
  expect(await database.prisma.refund.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: kind });
  return id;
}

const A = "(SELECT payment_id FROM refund WHERE id = :succeeded)";

/** For each invariant something that breaks it, and it alone or with those behind it. Walls are taken away first. */
const BREAKS: Readonly<Record<string, readonly string[]>> = {
  I1: [
    "ALTER TABLE payment DROP CONSTRAINT payment_never_more_than_paid",
    `UPDATE payment SET reserved_minor = captured_minor WHERE id = ${A}`,
  ],
  I2: [`UPDATE payment SET reserved_minor = reserved_minor + 1 WHERE id = ${A}`],
  I3: [`UPDATE payment SET refunded_minor = refunded_minor + 1 WHERE id = ${A}`],
  I4: ["DELETE FROM ledger WHERE refund_id = :succeeded AND kind = 'reserve'"],
  I5: ["DELETE FROM ledger WHERE refund_id = :succeeded AND kind = 'post'"],
  I6: [
    "DROP INDEX attempt_one_possible_move",
    `INSERT INTO attempt (id, refund_id, number, kind, reference, fence, credential_version, outcome)
      SELECT gen_random_uuid(), refund_id, 99, kind, reference, fence, credential_version, outcome FROM attempt WHERE refund_id = :succeeded AND kind = 'submit'`,
  ],
  I7: ["DELETE FROM approval WHERE refund_id = :succeeded"],
  I8: ["UPDATE attempt SET reference = 'another' WHERE refund_id = :succeeded"],
  I9: ["DELETE FROM evidence WHERE refund_id = :succeeded"],
  I10: ["DELETE FROM evidence WHERE refund_id = :failed"],
  I11: [
    "ALTER TABLE refund DROP CONSTRAINT refund_never_abandoned",
    "UPDATE refund SET expires_at = NULL WHERE id = :waiting",
  ],
  I11b: ["UPDATE refund SET next_run_at = now() - interval '2 min', lease_until = NULL WHERE id = :unknown"],
  I12: [
    "DROP INDEX refund_one_in_flight",
    `UPDATE refund SET state = 'processing', next_run_at = now(), payment_id = (SELECT payment_id FROM refund WHERE id = :unknown) WHERE id = :waiting`,
  ],
  I13: [
    "INSERT INTO evidence (refund_id, source, verdict, digest) VALUES (:succeeded, 'query', 'not_moved', 'a digest')",
  ],
  I14: [
    `INSERT INTO inbox (id, gateway_account_id, gateway, digest, raw, query, headers, verdict, received_at)
      SELECT gen_random_uuid(), gateway_account_id, gateway, 'a digest', '', '', '{}', 'verified', now() - interval '2 min' FROM refund WHERE id = :unknown`,
  ],
  I15: ["UPDATE refund SET state = 'needs_review' WHERE id = :unknown"],
  I16: ["UPDATE evidence SET at = '2000-01-01' WHERE refund_id = :succeeded"],
  I17: [
    "ALTER TABLE decision DROP CONSTRAINT decision_two_people",
    `INSERT INTO decision (id, case_id, refund_id, answer, proposed_by, confirmed_by, evidence)
      SELECT gen_random_uuid(), gen_random_uuid(), r.id, 'noted', u.id, u.id, '{}' FROM refund r, user_account u WHERE r.id = :unknown LIMIT 1`,
  ],
  I18: ["UPDATE refund SET currency = 'HKD' WHERE id = :succeeded"],
  I19: ["UPDATE audit SET prev_hash = 'another' WHERE seq = 2"],
  I20: ["UPDATE refund SET version = version + 1 WHERE id = :succeeded"],
  I21: ["UPDATE refund SET group_id = id, group_size = 2 WHERE id = :waiting"],
};

const brokenBy = (outcomes: readonly InvariantOutcome[]) =>
  outcomes.filter(({ violations }) => violations > 0).map(({ name }) => name);

/** Breaks something, looks, and takes all of it back. */
async function lookAfter(statements: readonly string[]): Promise<{ whole: string[]; touched: string[] }> {
  const back = new Error("taken back");
  let found = { whole: [] as string[], touched: [] as string[] };
  const broken = database.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe("SET LOCAL session_replication_role = replica");
    for (const statement of statements)
      await tx.$executeRawUnsafe(statement.replace(/:([a-z]+)\b/g, (_, kind) => `'${ids[kind]}'::uuid`));
    const touched = await readTouched(tx, new Date(Date.now() - 3_600_000));
    found = { whole: brokenBy(await checkInvariants(tx)), touched: brokenBy(await checkInvariants(tx, touched)) };
    throw back;
  });
  await expect(broken).rejects.toBe(back);
  return found;
}

describe("the invariants", () => {
  it("hold for refunds of every kind, and each has a way to be broken", async () => {
    expect(await lookAfter([])).toEqual({ whole: [], touched: [] });
    expect((await readInvariants()).map(({ name }) => name)).toEqual(Object.keys(BREAKS));
  });

  it.each(Object.entries(BREAKS))(
    "C02 %s shows what breaks it, in a whole check and in one of what was touched",
    async (name, how) => {
      const { whole, touched } = await lookAfter(how);
      expect(whole).toContain(name);
      expect(touched).toEqual(whole);
    },
  );

  it("look at a refund about which something was written, and at no other", async () => {
    const id = await refund("unknown");
    const before = await database.prisma.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`;
    await hands.work(id);
    expect((await readTouched(database.prisma, before[0].now)).refundIds).toEqual([id]);
  });
});

describe("the watch over the invariants", () => {
  const sql = (text: string) => database.prisma.$executeRawUnsafe(text);
  const aWhile = () => sql("UPDATE invariant_run SET started_at = started_at - interval '6 min'");
  const runs = () => database.prisma.invariantRun.findMany({ orderBy: { startedAt: "asc" } });
  const openCases = () => database.prisma.case.count({ where: { kind: "invariant_broken", closedAt: null } });

  it("calls people when one is broken, looks at everything until it holds, and then closes the case", async () => {
    await recordInvariants(hands.context);
    expect(await runs()).toEqual([]);
    await sql("INSERT INTO worker_heartbeat VALUES ('test', '1', now() - interval '2 min', now())");
    await recordInvariants(hands.context);
    await recordInvariants(hands.context);
    expect(await runs()).toMatchObject([{ whole: true, violations: 0 }]);

    await sql(`UPDATE payment SET reserved_minor = reserved_minor + 1 WHERE refunded_minor > 0`);
    await aWhile();
    await recordInvariants(hands.context);
    expect([(await runs()).at(-1)?.whole, await openCases()]).toEqual([false, 1]);
    await aWhile();
    await recordInvariants(hands.context);
    expect([(await runs()).at(-1)?.whole, await openCases()]).toEqual([true, 1]);

    await sql(`UPDATE payment SET reserved_minor = reserved_minor - 1 WHERE refunded_minor > 0`);
    await aWhile();
    await recordInvariants(hands.context);
    expect([(await runs()).at(-1)?.violations, await openCases()]).toEqual([0, 0]);
    expect(
      (await database.prisma.auditEvent.findMany({ where: { kind: { startsWith: "invariant." } } })).map(
        ({ kind }) => kind,
      ),
    ).toEqual(["invariant.broken", "invariant.holds"]);
  });
});

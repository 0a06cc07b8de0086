import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { REFUND_STATES, TRANSITIONS } from "#lib/domain/refund-state.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";

const database = useTestDatabase();
let staff: TestPerson;
let manager: TestPerson;
let accountId: string;

beforeAll(async () => {
  const services = testServices(database.prisma);
  staff = await personAtWork(services, "staff");
  manager = await personAtWork(services, "manager");
  accountId = await createGatewayAccount(services);
});

async function requested(by = staff): Promise<{ id: string; paymentId: string; sealedHash: string }> {
  const order = await createOrder(database.prisma, { payments: [{ gatewayAccountId: accountId, amount: "100000" }] });
  const paymentId = order.paymentIds[0] ?? "";
  const answer = await requestRefund(by, { requestKey: randomUUID(), paymentId, amount: "40000", reason: "Returned" });
  if (!answer.ok) throw new Error(answer.error.code);
  return database.prisma.refund.findUniqueOrThrow({
    where: { id: answer.value.id },
    select: { id: true, paymentId: true, sealedHash: true },
  });
}

const sql = (text: string, ...values: unknown[]) => database.prisma.$executeRawUnsafe(text, ...values);

describe("the database itself", () => {
  it.each([
    ["constraint", "payment_never_more_than_paid"],
    ["constraint", "payment_counters_not_negative"],
    ["constraint", "refund_never_abandoned"],
    ["constraint", "refund_one_requester"],
    ["constraint", "refund_reference_format"],
    ["constraint", "approval_never_alone"],
    ["constraint", "decision_two_people"],
    ["constraint", "account_change_two_people"],
    ["constraint", "account_change_secret_leaves"],
    ["index", "account_change_one_open"],
    ["trigger", "guard_account_change"],
    ["constraint", "policy_change_two_people"],
    ["index", "policy_change_one_open"],
    ["trigger", "guard_policy_change"],
    ["trigger", "policy_change_never_deleted"],
    ["trigger", "account_change_never_deleted"],
    ["constraint", "gateway_breaker_why"],
    ["constraint", "gateway_breaker_comes_back"],
    ["constraint", "gateway_exchange_result"],
    ["trigger", "fill_credential_base_url"],
    ["trigger", "hint_breaker_changed"],
    ["constraint", "outside_refund_decided"],
    ["constraint", "outside_refund_amount_positive"],
    ["index", "outside_refund_once_per_decision"],
    ["index", "review_case_one_open_subject"],
    ["trigger", "guard_outside_refund"],
    ["trigger", "outside_refund_append_only"],
    ["constraint", "reconciliation_kind"],
    ["index", "reconciliation_one_open"],
    ["index", "attempt_one_possible_move"],
    ["index", "refund_one_in_flight"],
    ["constraint", "refund_group_of_several"],
    ["index", "refund_group_one_part"],
    ["trigger", "guard_group"],
    ["trigger", "guard_group_size"],
    ["index", "ledger_one_reserve"],
    ["index", "ledger_one_end"],
    ["index", "ledger_one_reverse"],
    ["index", "refund_due"],
    ["index", "inbox_waiting"],
    ["index", "payment_paid"],
    ["index", "sales_order_order_id_search"],
    ["index", "approval_once_per_person"],
    ["trigger", "guard_refund"],
    ["trigger", "guard_submit"],
    ["trigger", "guard_verified"],
    ["trigger", "guard_unverified_end"],
    ["index", "refund_unverified"],
    ["trigger", "hint_installation"],
    ["constraint", "installation_one_row"],
    ["constraint", "installation_frozen_has_reason"],
    ["trigger", "guard_attempt"],
    ["trigger", "guard_approval"],
    ["trigger", "guard_ledger"],
    ["trigger", "guard_audit"],
    ["trigger", "guard_inbox"],
    ["trigger", "ledger_append_only"],
    ["trigger", "evidence_append_only"],
    ["trigger", "approval_append_only"],
    ["trigger", "policy_append_only"],
    ["trigger", "refund_never_deleted"],
    ["trigger", "attempt_never_deleted"],
    ["trigger", "audit_never_deleted"],
    ["trigger", "inbox_never_deleted"],
    ["trigger", "hint_refund_new"],
    ["trigger", "hint_refund_changed"],
    ["trigger", "hint_inbox_new"],
    ["index", "notice_user_id_event_id_key"],
    ["index", "notice_unread"],
    ["constraint", "notice_for_somewhere"],
    ["trigger", "guard_notice"],
    ["trigger", "hint_notice"],
    ["constraint", "mail_outcome"],
    ["constraint", "mail_end_has_outcome"],
    ["index", "mail_due"],
    ["trigger", "guard_mail"],
    ["trigger", "mail_of_notice"],
    ["constraint", "expiry_warning_pkey"],
    ["constraint", "expiry_warning_share"],
    ["constraint", "question_answer_whole"],
    ["constraint", "question_other_answers"],
    ["index", "question_open"],
    ["trigger", "guard_question"],
    ["trigger", "question_never_deleted"],
    ["trigger", "hint_comment"],
  ])("has the %s %s", async (kind, name) => {
    const tables = {
      constraint: "SELECT conname FROM pg_constraint WHERE conname = $1",
      index: "SELECT indexname FROM pg_indexes WHERE indexname = $1",
      trigger: "SELECT tgname FROM pg_trigger WHERE tgname = $1 AND tgenabled = 'O'",
    };
    expect(await database.prisma.$queryRawUnsafe(tables[kind as keyof typeof tables], name)).toHaveLength(1);
  });

  it("allows exactly the transitions of the domain's table", async () => {
    const pairs = REFUND_STATES.flatMap((from) => REFUND_STATES.map((to) => ({ from, to })));
    for (const { from, to } of pairs) {
      const [row] = await database.prisma.$queryRaw<
        [{ may: boolean }]
      >`SELECT refund_may_move(${from}::refund_state, ${to}::refund_state) AS may`;
      expect({ from, to, may: row.may }).toEqual({ from, to, may: TRANSITIONS[from].includes(to) });
    }
  });

  it("C01 refuses to promise more than was paid, whoever writes it", async () => {
    const { paymentId } = await requested();
    await expect(sql("UPDATE payment SET reserved_minor = 100001 WHERE id = $1::uuid", paymentId)).rejects.toThrow(
      /payment_never_more_than_paid/,
    );
  });

  it("B01 refuses an approval by the one who asked", async () => {
    const { id, sealedHash } = await requested(manager);
    expect(await approveRefund(manager, { refundId: id, sealedHash })).toMatchObject({
      ok: false,
      error: { code: "not_your_own" },
    });
    const insert =
      "INSERT INTO approval (id, refund_id, approver_id, kind, sealed_hash) VALUES ($1::uuid, $2::uuid, $3::uuid, 'approve', $4)";
    await expect(sql(insert, randomUUID(), id, manager.operator.id, sealedHash)).rejects.toThrow(
      /approval_never_alone/,
    );
  });

  it("B05 refuses to change what was asked for, and an approval of something else", async () => {
    const { id } = await requested();
    for (const change of [
      "amount_minor = 1",
      "reason = 'Other'",
      "reference = 'R01ARZ3NDEKTSV4RRFFQ69G5FAVF'",
      "required_approvals = 0",
      "receiver_sealed = '\\x00'",
      "sealed_hash = 'x'",
    ]) {
      await expect(sql(`UPDATE refund SET ${change} WHERE id = $1::uuid`, id)).rejects.toThrow(/cannot be/);
    }
    const insert =
      "INSERT INTO approval (id, refund_id, approver_id, kind, sealed_hash) VALUES ($1::uuid, $2::uuid, $3::uuid, 'approve', 'other')";
    await expect(sql(insert, randomUUID(), id, manager.operator.id)).rejects.toThrow(/something else/);
  });

  it("refuses to send without the approvals that were sealed", async () => {
    const { id } = await requested();
    const insert = `INSERT INTO attempt (id, refund_id, number, kind, reference, fence, credential_version)
      SELECT $1::uuid, id, 1, 'submit', reference, 1, 1 FROM refund WHERE id = $2::uuid`;
    await expect(sql(insert, randomUUID(), id)).rejects.toThrow(/lacks approvals/);
  });

  it("S1 refuses a second submit that may have moved money", async () => {
    const { id, sealedHash } = await requested();
    await approveRefund(manager, { refundId: id, sealedHash });
    const insert = (number: number) =>
      sql(
        `INSERT INTO attempt (id, refund_id, number, kind, reference, fence, credential_version) SELECT $1::uuid, id, ${number}, 'submit', reference, 1, 1 FROM refund WHERE id = $2::uuid`,
        randomUUID(),
        id,
      );
    await insert(1);
    await expect(insert(2)).rejects.toThrow(/attempt_one_possible_move|Unique constraint/);
  });

  it("refuses a state without its version, and a step that does not exist", async () => {
    const { id } = await requested();
    await expect(
      sql("UPDATE refund SET state = 'succeeded', version = version + 1, expires_at = NULL WHERE id = $1::uuid", id),
    ).rejects.toThrow(/cannot go from/);
    await expect(sql("UPDATE refund SET state = 'cancelled' WHERE id = $1::uuid", id)).rejects.toThrow(
      /without its version/,
    );
    await expect(sql("UPDATE refund SET expires_at = NULL WHERE id = $1::uuid", id)).rejects.toThrow(
      /refund_never_abandoned/,
    );
  });

  it.each(["ledger", "approval", "audit", "refund", "evidence", "attempt"])(
    "C12 forgets nothing of %s",
    async (table) => {
      const { id, sealedHash } = await requested();
      await approveRefund(manager, { refundId: id, sealedHash });
      await sql(
        "INSERT INTO evidence (refund_id, source, verdict, digest) VALUES ($1::uuid, 'sync', 'in_progress', 'x')",
        id,
      );
      await sql(
        "INSERT INTO attempt (id, refund_id, number, kind, reference, fence, credential_version) SELECT gen_random_uuid(), id, 1, 'submit', reference, 1, 1 FROM refund WHERE id = $1::uuid",
        id,
      );
      await expect(
        sql(`DELETE FROM ${table} WHERE ${table === "refund" ? "id" : "refund_id"} = $1::uuid`, id),
      ).rejects.toThrow(/append-only/);
    },
  );

  it("C12 lets nobody rewrite the audit", async () => {
    const { id } = await requested();
    await expect(sql("UPDATE audit SET data = '{}' WHERE refund_id = $1::uuid", id)).rejects.toThrow(/append-only/);
  });
});

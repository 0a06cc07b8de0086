import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PolicyDocument } from "#lib/domain/policy.ts";
import type { Services } from "#lib/services/context.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { currentPolicy, readPolicyPage } from "#lib/services/refunds/current-policy.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { commandLine, personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { confirmPolicy, proposePolicy, withdrawPolicy } from "./propose-policy.ts";
import { setPolicy } from "./set-policy.ts";

const database = useTestDatabase();
const ONE: PolicyDocument = { default: { approvals: 1 }, rules: [] };
const RECEIVER = { accountName: "NGUYEN VAN A", accountNumber: "9704000012345", swiftCode: "ASCBVNVX" };
let services: Services;
let [admin, admin2, staff, manager]: TestPerson[] = [];
let accountId: string;

beforeAll(async () => {
  services = testServices(database.prisma);
  admin = await personAtWork(services, "admin");
  admin2 = await personAtWork(services, "admin");
  accountId = await createGatewayAccount(services);
});

beforeEach(async () => {
  staff = await personAtWork(services, "staff");
  manager = await personAtWork(services, "manager");
  await inForce(ONE);
});

const inForce = (document: PolicyDocument) => setPolicy(commandLine(services), document);
const person = (one: TestPerson | undefined): TestPerson => {
  if (!one) throw new Error("nobody");
  return one;
};

describe("a change of the policy", () => {
  const TWO: PolicyDocument = { default: { approvals: 2 }, rules: [] };

  it("holds when another administrator confirms it, and not before", async () => {
    const proposed = await proposePolicy(person(admin), TWO);
    if (!proposed.ok) throw new Error(proposed.error.code);
    const change = proposed.value;

    expect(await confirmPolicy(person(admin), change)).toMatchObject({ error: { code: "second_person_needed" } });
    expect(await proposePolicy(person(admin2), TWO)).toMatchObject({ error: { code: "change_waits" } });
    expect(await currentPolicy(services)).toMatchObject({ value: { document: ONE } });
    expect(await readPolicyPage(person(admin2))).toMatchObject({
      value: { change: { id: change.changeId, document: TWO, isYours: false, isOutdated: false } },
    });

    expect(await confirmPolicy(person(admin2), change)).toMatchObject({ ok: true });
    expect(await currentPolicy(services)).toMatchObject({ value: { document: TWO } });
    expect(await confirmPolicy(person(admin2), change)).toMatchObject({ error: { code: "change_over" } });
  });

  it("does not hold once it was withdrawn, or another policy came first", async () => {
    const propose = async () => {
      const proposed = await proposePolicy(person(admin), TWO);
      if (!proposed.ok) throw new Error(proposed.error.code);
      return proposed.value;
    };
    const withdrawn = await propose();
    await withdrawPolicy(person(admin2), withdrawn);
    expect(await confirmPolicy(person(admin2), withdrawn)).toMatchObject({ error: { code: "change_over" } });

    const late = await propose();
    await inForce({ default: { approvals: 3 }, rules: [] });
    expect(await confirmPolicy(person(admin2), late)).toMatchObject({ error: { code: "change_outdated" } });
    await withdrawPolicy(person(admin), late);
  });

  it("cannot be confirmed by its proposer in the database itself, nor rewritten", async () => {
    const proposed = await proposePolicy(person(admin), TWO);
    if (!proposed.ok) throw new Error(proposed.error.code);
    const { changeId } = proposed.value;
    const sql = database.prisma;

    await expect(
      sql.$executeRaw`UPDATE policy_change SET confirmed_by = proposed_by, confirmed_at = now() WHERE id = ${changeId}::uuid`,
    ).rejects.toThrow(/policy_change_two_people/);
    await expect(
      sql.$executeRaw`UPDATE policy_change SET document = '{}' WHERE id = ${changeId}::uuid`,
    ).rejects.toThrow();
    await withdrawPolicy(person(admin), { changeId });
  });
});

async function ask(by: TestPerson, amount: string, more: { paymentId?: string; method?: string } = {}) {
  const paymentId = more.paymentId ?? (await payment(more.method));
  const receiver = more.method === "QR" ? RECEIVER : undefined;
  return requestRefund(by, {
    requestKey: randomUUID(),
    paymentId,
    amount,
    reason: "Returned",
    receiver,
    evenIfRepeated: true,
  });
}

async function payment(method = "CC"): Promise<string> {
  const order = await createOrder(database.prisma, {
    payments: [{ gatewayAccountId: accountId, amount: "1000000", method }],
  });
  return order.paymentIds[0] ?? "";
}

describe("a rule", () => {
  it("asks for more people while the beneficiary's account is new", async () => {
    await inForce({ default: { approvals: 1 }, rules: [{ newReceiver: true, approvals: 2 }] });
    const refundOf = async () => {
      const asked = await ask(person(staff), "10000", { method: "QR" });
      if (!asked.ok) throw new Error(asked.error.code);
      return database.prisma.refund.findUniqueOrThrow({ where: { id: asked.value.id } });
    };
    expect((await refundOf()).requiredApprovals).toBe(2);
    expect((await refundOf()).requiredApprovals).toBe(2);
  });
});

describe("B07 a daily limit", () => {
  it("refuses what one person asks for beyond it, ten at once as well, and lets another person ask", async () => {
    await inForce({ ...ONE, limits: [{ of: "requester", currency: "VND", perDay: "100000" }] });

    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(person(staff), "30000")));

    expect(answers.filter((one) => one.ok)).toHaveLength(3);
    const refused = answers.find((one) => !one.ok);
    expect(refused).toMatchObject({
      error: { code: "daily_limit_reached", detail: { limit: "100000", used: "90000", currency: "VND" } },
    });
    expect(await ask(person(manager), "30000")).toMatchObject({ ok: true });
  });

  it("brings a person in for the small refunds of one payment that add up", async () => {
    const rules = [{ currency: "VND", upTo: "50000", approvals: 0 }];
    await inForce({ ...ONE, rules, limits: [{ of: "payment", currency: "VND", perDay: "100000" }] });
    const paymentId = await payment();

    const states = [];
    for (let i = 0; i < 3; i += 1) {
      const asked = await ask(person(staff), "50000", { paymentId });
      if (!asked.ok) throw new Error(asked.error.code);
      states.push(asked.value.state);
    }

    expect(states).toEqual(["queued", "queued", "awaiting_approval"]);
  });

  it("stops an approver, whose place another one takes", async () => {
    await inForce({ ...ONE, limits: [{ of: "approver", currency: "VND", perDay: "50000" }] });
    const decide = async (by: TestPerson) => {
      const asked = await ask(person(staff), "30000");
      if (!asked.ok) throw new Error(asked.error.code);
      const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id: asked.value.id } });
      return approveRefund(by, { refundId: asked.value.id, sealedHash });
    };
    expect(await decide(person(manager))).toMatchObject({ ok: true });
    expect(await decide(person(manager))).toMatchObject({ error: { code: "daily_limit_reached" } });
    expect(await decide(await personAtWork(services, "manager"))).toMatchObject({ ok: true });
  });
});

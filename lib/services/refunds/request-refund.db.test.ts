import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Services } from "#lib/services/context.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { requestRefund } from "./request-refund.ts";

const database = useTestDatabase();
let services: Services;
let staff: TestPerson;
let accountId: string;

beforeAll(async () => {
  services = testServices(database.prisma);
  staff = await personAtWork(services, "staff");
  accountId = await createGatewayAccount(services);
});

afterEach(async () => {
  const broken = (await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0);
  expect(broken).toEqual([]);
});

async function paid(
  amount: string,
  more: { method?: string; gatewayRefunded?: string; status?: "succeeded" | "processing" } = {},
): Promise<string> {
  const order = await createOrder(database.prisma, { payments: [{ gatewayAccountId: accountId, amount, ...more }] });
  return order.paymentIds[0] ?? "";
}

const wish = (paymentId: string, amount: string) => ({
  requestKey: randomUUID(),
  paymentId,
  amount,
  reason: "Customer returned one item",
});

describe("requesting a refund", () => {
  it("C01 lets exactly 3 of 50 parallel requests of 30 % of one payment through", async () => {
    const paymentId = await paid("1000000");

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => requestRefund(staff, { ...wish(paymentId, "300000"), evenIfRepeated: true })),
    );

    expect(answers.filter((answer) => answer.ok)).toHaveLength(3);
    expect(answers.filter((answer) => !answer.ok && answer.error.code === "refund_exceeds_balance")).toHaveLength(47);
    const payment = await database.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
    expect(payment.reservedMinor).toBe(900_000n);
  });

  it("A01 makes one refund of one form, however often it is posted at once", async () => {
    const paymentId = await paid("100000");
    const form = wish(paymentId, "40000");

    const answers = await Promise.all(Array.from({ length: 20 }, () => requestRefund(staff, form)));

    expect(new Set(answers.map((answer) => (answer.ok ? answer.value.id : answer.error.code))).size).toBe(1);
    expect(await database.prisma.refund.count({ where: { paymentId } })).toBe(1);
  });

  it("A02 warns of the same amount of the same payment within a minute, and goes on when it is meant", async () => {
    const paymentId = await paid("100000");
    await requestRefund(staff, wish(paymentId, "40000"));

    const second = wish(paymentId, "40000");
    expect(await requestRefund(staff, second)).toMatchObject({
      ok: false,
      error: { code: "duplicate_refund_suspected" },
    });
    expect(await requestRefund(staff, { ...second, evenIfRepeated: true })).toMatchObject({ ok: true });
    expect(await database.prisma.refund.count({ where: { paymentId } })).toBe(2);
  });

  it("A04 refuses one key for two contents and writes nothing", async () => {
    const paymentId = await paid("100000");
    const form = wish(paymentId, "40000");
    await requestRefund(staff, form);

    expect(await requestRefund(staff, { ...form, amount: "50000" })).toMatchObject({
      ok: false,
      error: { code: "idempotency_key_reused" },
    });
    expect(await database.prisma.refund.count({ where: { paymentId } })).toBe(1);
  });

  it("A05 does not tell another person's refund by its key", async () => {
    const paymentId = await paid("100000");
    const form = wish(paymentId, "40000");
    await requestRefund(staff, form);
    const other = await personAtWork(services, "staff");

    const answer = await requestRefund(other, form);

    expect(answer).toMatchObject({ ok: false, error: { code: "invalid_request", errors: [{ field: "requestKey" }] } });
    expect(JSON.stringify(answer)).not.toContain("R0");
  });

  it("A11 says so when the balance changed since the form was shown", async () => {
    const paymentId = await paid("100000");
    expect(await requestRefund(staff, { ...wish(paymentId, "10000"), balanceToken: "old" })).toMatchObject({
      ok: false,
      error: { code: "balance_changed" },
    });
  });

  it("A15 takes the currency from the payment and refuses another one", async () => {
    const paymentId = await paid("100000");
    expect(await requestRefund(staff, { ...wish(paymentId, "10000"), currency: "HKD" })).toMatchObject({
      ok: false,
      error: { errors: [{ field: "currency" }] },
    });
  });

  it.each([["1e3"], ["１００"], ["10.5"], ["-5"], ["9223372036854775808"], ["0"]])(
    "A07 A08 refuses the amount %j with a sentence for its field and reserves nothing",
    async (amount) => {
      const paymentId = await paid("100000");
      expect(await requestRefund(staff, wish(paymentId, amount))).toMatchObject({
        ok: false,
        error: { errors: [{ field: "amount" }] },
      });
      expect((await database.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } })).reservedMinor).toBe(0n);
    },
  );

  it("asks for the beneficiary of a QR payment, and keeps it sealed and masked", async () => {
    const paymentId = await paid("100000", { method: "QR" });
    expect(await requestRefund(staff, wish(paymentId, "10000"))).toMatchObject({
      ok: false,
      error: { code: "receiver_required" },
    });

    const receiver = { accountName: "Nguyễn Văn A", accountNumber: "9704CANARY00012345", swiftCode: "BFTVVNVX" };
    const answer = await requestRefund(staff, { ...wish(paymentId, "10000"), receiver });

    expect(answer.ok).toBe(true);
    const [row] = await database.prisma.$queryRaw<
      { text: string }[]
    >`SELECT row_to_json(r)::text AS text FROM refund r WHERE payment_id = ${paymentId}::uuid`;
    expect(row?.text).not.toContain("CANARY");
    expect(row?.text).toContain("2345");
  });

  it("takes no beneficiary for a card payment", async () => {
    const paymentId = await paid("100000");
    const receiver = { accountName: "A B", accountNumber: "12345678", swiftCode: "BFTVVNVX" };
    expect(await requestRefund(staff, { ...wish(paymentId, "10000"), receiver })).toMatchObject({
      ok: false,
      error: { code: "receiver_not_expected" },
    });
  });

  it("gives back to the last dong, and not one more", async () => {
    const paymentId = await paid("100000", { gatewayRefunded: "25000" });
    expect(await requestRefund(staff, wish(paymentId, "75001"))).toMatchObject({
      ok: false,
      error: { code: "refund_exceeds_balance", detail: { refundable: "75000" } },
    });
    expect(await requestRefund(staff, wish(paymentId, "75000"))).toMatchObject({ ok: true });
  });

  it("refuses a payment that is not paid", async () => {
    expect(await requestRefund(staff, wish(await paid("100000", { status: "processing" }), "10000"))).toMatchObject({
      ok: false,
      error: { code: "payment_not_refundable" },
    });
  });

  it("is not for support and not for administrators", async () => {
    const paymentId = await paid("100000");
    for (const role of ["support", "admin"] as const) {
      expect(await requestRefund(await personAtWork(services, role), wish(paymentId, "10000"))).toMatchObject({
        ok: false,
        error: { code: "forbidden" },
      });
    }
  });
});

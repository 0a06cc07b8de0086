import { beforeAll, describe, expect, it } from "vitest";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { findAnything } from "./find-anything.ts";

const database = useTestDatabase();
let staff: TestPerson;
let support: TestPerson;
let refund: { id: string; reference: string };

beforeAll(async () => {
  const services = testServices(database.prisma);
  staff = await personAtWork(services, "staff");
  support = await personAtWork(services, "support");
  const gatewayAccountId = await createGatewayAccount(services);
  const { paymentIds } = await createOrder(database.prisma, {
    orderId: "DH-7",
    customerName: "Nguyễn Thị Hoa",
    email: "hoa@example.com",
    phone: "+84 9000 1001",
    payments: [
      { gatewayAccountId, amount: "1000", gatewayTransactionRef: "240501102030ABCDEF", gatewayPaymentRef: "1439211" },
    ],
  });
  const requested = await requestRefund(staff, {
    requestKey: crypto.randomUUID(),
    paymentId: paymentIds[0] ?? "",
    amount: "400",
    reason: "Returned",
  });
  if (!requested.ok) throw new Error(requested.error.code);
  refund = requested.value;
  await database.prisma.evidence.create({
    data: { refundId: refund.id, source: "sync", verdict: "in_progress", gatewayRef: "816290053119947", digest: "x" },
  });
});

async function find(person: TestPerson, text: string) {
  const found = await findAnything(person, text);
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
}

describe("any ID leads somewhere", () => {
  it.each(["DH-7", "dh-7", " DH-7 ", "hoa@example.com", "+84 9000 1001", "240501102030ABCDEF", "1439211"])(
    "%j names the order and no refund",
    async (text) => {
      expect(await find(staff, text)).toMatchObject({
        orders: [{ orderId: "DH-7", customerName: "Nguyễn Thị Hoa" }],
        refunds: [],
      });
    },
  );

  it("our reference in any letters, our ID and the gateway's own ID name the refund, then its order", async () => {
    for (const text of [refund.reference, refund.reference.toLowerCase(), refund.id, "816290053119947"])
      expect(await find(staff, text), text).toMatchObject({
        refunds: [{ id: refund.id, orderId: "DH-7", amount: "400", currency: "VND" }],
        orders: [{ orderId: "DH-7" }],
      });
  });

  it("support, who may not open refunds, is led to the order", async () => {
    expect(await find(support, refund.reference)).toMatchObject({ refunds: [], orders: [{ orderId: "DH-7" }] });
  });

  it("what names nothing says what it looks like", async () => {
    expect(await find(staff, "P202106181104177050002")).toEqual({
      shape: "easylink_payment",
      refunds: [],
      orders: [],
    });
  });
});

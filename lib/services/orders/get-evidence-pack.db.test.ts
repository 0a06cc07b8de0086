import { beforeEach, describe, expect, it } from "vitest";
import { writeNote } from "#lib/services/comments/write-note.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { getRefundView } from "#lib/services/refunds/get-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { getEvidencePack } from "./get-evidence-pack.ts";

const ACCOUNT_NUMBER = "9704229200012345";
const database = useTestDatabase();
let lan: TestPerson;
let minh: TestPerson;
let orderId: string;
let paymentId: string;

beforeEach(async () => {
  const services = testServices(database.prisma);
  [lan, minh] = await Promise.all([personAtWork(services, "staff"), personAtWork(services, "manager")]);
  const gatewayAccountId = await createGatewayAccount(services);
  const payment = { gatewayAccountId, amount: "100000", method: "QR" };
  const order = await createOrder(database.prisma, { payments: [payment] });
  orderId = order.orderId;
  paymentId = order.paymentIds[0] ?? "";
});

const value = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

const ask = async (amount: string) => {
  const receiver = { accountName: "NGUYEN VAN A", accountNumber: ACCOUNT_NUMBER, swiftCode: "BFTVVNVX" };
  const wish = { requestKey: crypto.randomUUID(), paymentId, amount, reason: "Returned", receiver };
  return value(await requestRefund(lan, wish)).id;
};

describe("an evidence pack", () => {
  it("tells of every refund, oldest first, who asked and who approved, of which content, and what proves it", async () => {
    const [first, second] = [await ask("40000"), await ask("20000")];
    const { sealedHash } = value(await getRefundView(minh, first));
    value(await approveRefund(minh, { refundId: first, sealedHash }));
    const fact = { refundId: first, source: "notification", verdict: "moved", gatewayRef: "R-1", digest: "d1" };
    await database.prisma.evidence.create({ data: fact });

    const pack = value(await getEvidencePack(lan, orderId));

    expect(pack.refunds.map(({ refund }) => refund.id)).toEqual([first, second]);
    expect(pack.refunds[0]).toMatchObject({
      refund: {
        requestedBy: { name: lan.operator.name },
        approvals: [{ kind: "approve", by: { id: minh.operator.id } }],
      },
      contentHash: sealedHash,
      facts: [{ source: "notification", verdict: "moved", gatewayRef: "R-1", digest: "d1" }],
    });
    expect(pack.refunds[1]?.facts).toEqual([]);
    expect(pack).toMatchObject({ drawnUpBy: lan.operator.name, order: { orderId, payments: [{ id: paymentId }] } });
  });

  it("masks account numbers and leaves out what colleagues wrote to each other", async () => {
    const refundId = await ask("40000");
    await writeNote(minh, { orderId, refundId, text: "The customer shouted" });

    const pack = JSON.stringify(value(await getEvidencePack(minh, orderId)));

    expect(pack).toContain(ACCOUNT_NUMBER.slice(-4));
    expect(pack).not.toContain(ACCOUNT_NUMBER);
    expect(pack).not.toContain("shouted");
  });

  it("is drawn up for an order without refunds too, and for none that is not there", async () => {
    expect(value(await getEvidencePack(lan, orderId)).refunds).toEqual([]);
    expect(await getEvidencePack(lan, "nowhere")).toMatchObject({ ok: false, error: { code: "order_not_found" } });
  });
});

import { v5 } from "uuid";
import type { Operator } from "#lib/domain/operator.ts";
import { withoutDiacritics } from "#lib/domain/text.ts";
import type { AppContext, Services } from "#lib/services/context.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { rejectRefund, sendBackRefund } from "#lib/services/refunds/reject-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import type { DemoOrder } from "./orders.ts";
import { emailOf } from "./people.ts";

/** Namespace of the request keys: a second seeding finds what the first one asked for. */
const NAMESPACE = "8f14e45f-ceea-467f-a1d6-5bc7d0a6f3b1";

type Wish = {
  readonly by: "staff" | "staff2";
  /** Part of the payment, in per cent. */
  readonly part: number;
  readonly reason: string;
  readonly note?: string;
  readonly manager: "wait" | "approve" | "reject" | "send_back";
};

/** So that every page has something to show. What is approved here the worker sends to the emulator. */
const WISHES: readonly Wish[] = [
  { by: "staff", part: 100, reason: "Khách trả hàng", manager: "approve" },
  { by: "staff2", part: 50, reason: "Customer returned one item", manager: "approve" },
  { by: "staff", part: 30, reason: "Hàng lỗi, giảm giá một phần", manager: "wait" },
  {
    by: "staff2",
    part: 100,
    reason: "Order cancelled before shipping",
    note: "Chat 12:04, order was never packed.",
    manager: "wait",
  },
  { by: "staff", part: 20, reason: "Goodwill after late delivery", manager: "wait" },
  { by: "staff2", part: 60, reason: "Wrong size delivered", manager: "send_back" },
  { by: "staff", part: 10, reason: "Price difference", manager: "reject" },
];

/** Always of the same orders: what became of them meanwhile must not lead to others. */
export async function seedRefunds(services: Services, orders: readonly DemoOrder[]): Promise<void> {
  const plain = orders.filter(
    ({ payments: [only, second] }) => only?.status === "SUCCESS" && only.refunded === 0 && !second,
  );
  for (const [index, wish] of WISHES.entries()) {
    const orderId = plain[index + 1]?.orderId;
    const payment = await services.prisma.payment.findFirst({
      where: { order: { orderId } },
      include: { order: true },
    });
    if (payment) await seedRefund(services, wish, payment);
  }
}

type Payment = {
  readonly id: string;
  readonly capturedMinor: bigint;
  readonly method: string;
  readonly order: { readonly orderId: string; readonly customerName: string };
};

async function seedRefund(services: Services, wish: Wish, payment: Payment): Promise<void> {
  const requestKey = v5(payment.order.orderId, NAMESPACE);
  if (await services.prisma.refund.findUnique({ where: { requestKey } })) return;
  const asked = await requestRefund(await as(services, wish.by), {
    requestKey,
    paymentId: payment.id,
    amount: String((payment.capturedMinor * BigInt(wish.part)) / 100n),
    reason: wish.reason,
    note: wish.note,
    receiver: payment.method === "QR" ? receiverFor(payment.order.customerName) : undefined,
  });
  if (!asked.ok) throw new Error(`The demo refund of ${payment.order.orderId} was refused: ${asked.error.code}`);
  await decide(await as(services, "manager"), asked.value.id, wish);
}

async function decide(manager: AppContext, refundId: string, { manager: answer }: Wish): Promise<void> {
  const { sealedHash } = await manager.prisma.refund.findUniqueOrThrow({ where: { id: refundId } });
  const decision = { refundId, sealedHash };
  if (answer === "approve") await approveRefund(manager, decision);
  if (answer === "reject") await rejectRefund(manager, { ...decision, reason: "Promised price was right" });
  if (answer === "send_back")
    await sendBackRefund(manager, { ...decision, reason: "Please attach the photo of the label" });
}

async function as(services: Services, account: string): Promise<AppContext> {
  const { id, name, role, language, zone } = await services.prisma.user.findUniqueOrThrow({
    where: { email: emailOf(account) },
  });
  const operator: Operator = { kind: "user", id, name, role, language, zone };
  return { ...services, operator };
}

function receiverFor(name: string) {
  return {
    accountName: withoutDiacritics(name).toUpperCase(),
    accountNumber: "9704361234567890",
    swiftCode: "BFTVVNVX",
  };
}

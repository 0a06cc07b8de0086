import type { RefundGroupDto } from "#lib/contracts/views.ts";
import { standingParts } from "#lib/domain/group.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { PAYMENT_PARTS, paymentDto } from "#lib/services/orders/payment-dto.ts";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { REFUND_PARTS, type RefundWithParts, refundDto } from "./refund-dto.ts";
import { sealTogether } from "./together.ts";

type Group = {
  readonly dto: RefundGroupDto | null;
  readonly sealedHash: string;
  /** What a decision on this refund's page is about: the parts that stand, where it is one of them. */
  readonly standing: readonly RefundWithParts[];
};

/** The refund with all that was asked for together with it, in the order in which it was paid. */
export async function readGroup(prisma: PrismaClient, refund: RefundWithParts): Promise<Group> {
  const { groupId } = refund;
  if (groupId === null) return { dto: null, sealedHash: refund.sealedHash, standing: [refund] };
  const refunds = await prisma.refund.findMany({
    where: { groupId },
    include: REFUND_PARTS,
    relationLoadStrategy: "join",
  });
  const payments = await prisma.payment.findMany({
    where: { id: { in: refunds.map(({ paymentId }) => paymentId) } },
    include: PAYMENT_PARTS,
    orderBy: [{ paidAt: "desc" }, { id: "desc" }],
    relationLoadStrategy: "join",
  });
  const decided = standingParts(refunds);
  const standing = decided.some(({ id }) => id === refund.id) ? decided : [refund];
  return {
    dto: {
      amount: sumText(standing),
      count: standing.length,
      whole: sumText(refunds),
      parts: payments.flatMap((payment) =>
        refunds
          .filter(({ paymentId }) => paymentId === payment.id)
          .map((part) => ({ refund: refundDto(part, []), payment: paymentDto(payment) })),
      ),
    },
    sealedHash: sealTogether(refunds),
    standing,
  };
}

function sumText(refunds: readonly RefundWithParts[]): string {
  const minor = refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return moneyToText({ minor, currency: refunds[0]?.currency ?? "" });
}

import type { PageDto } from "#lib/contracts/order.ts";
import type { RefundDto } from "#lib/contracts/refund.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { type ListRefundsInput, listRefunds } from "./list-refunds.ts";
import { REFUND_PARTS, refundDto } from "./refund-dto.ts";

/** As `listRefunds`, with each refund whole, as `getRefund` gives it: for the API and the command line. */
export async function listRefundObjects(
  context: AppContext,
  input: ListRefundsInput,
): Promise<Result<PageDto<RefundDto>, AppError>> {
  const page = await listRefunds(context, input);
  if (!page.ok) return page;
  const ids = page.value.items.map((row) => row.id);
  const [refunds, events] = await Promise.all([
    context.prisma.refund.findMany({ where: { id: { in: ids } }, include: REFUND_PARTS }),
    context.prisma.auditEvent.findMany({ where: { refundId: { in: ids } }, orderBy: { id: "asc" } }),
  ]);
  const whole = new Map(
    refunds.map((refund) => [
      refund.id,
      refundDto(
        refund,
        events.filter((event) => event.refundId === refund.id),
      ),
    ]),
  );
  return ok({ ...page.value, items: ids.flatMap((id) => whole.get(id) ?? []) });
}

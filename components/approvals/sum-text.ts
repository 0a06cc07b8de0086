import { moneyText, sumsOf } from "#components/ui/money-text.ts";
import type { ApprovalRowDto } from "#lib/contracts/refund.ts";

/** What rows come to, currency by currency: `1.250.000 ₫ + HKD 320.00`. */
export function sumText(rows: readonly Pick<ApprovalRowDto, "together" | "currency">[]): string {
  return sumsOf(rows.map(({ together, currency }) => ({ amount: together.amount, currency })))
    .map(({ amount, currency }) => moneyText(amount, currency))
    .join(" + ");
}

import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { memo } from "react";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { StateChip } from "#components/refunds/state-chip.tsx";
import { cx } from "#components/ui/cx.ts";
import { Money, MoneyCell } from "#components/ui/money.tsx";
import { Table, Th } from "#components/ui/table.tsx";
import { timeText, timeTitle } from "#components/ui/time-text.ts";
import type { OrderRowDto } from "#lib/contracts/order.ts";

/** Fifty rows are drawn for each visit, so a row is plain elements: one link, no component that listens. */
export const OrdersTable = memo(function OrdersTable({ rows }: { readonly rows: readonly OrderRowDto[] }) {
  const t = useTranslations("orders");
  const locale = useLocale();
  const zone = useTimeZone() ?? "UTC";
  const gatewayName = useGatewayName();
  return (
    <Table fits className="rows-lead">
      <caption className="sr-only">{t("caption")}</caption>
      <thead>
        <tr>
          <Th>{t("column.order")}</Th>
          <Th className={FROM_MD}>{t("column.placed")}</Th>
          <Th className={FROM_SM}>{t("column.customer")}</Th>
          <Th className={WIDE}>{t("column.gateway")}</Th>
          <Th numeric className={FROM_XL}>
            {t("column.paid")}
          </Th>
          <Th numeric className={FROM_XL}>
            {t("column.refunded")}
          </Th>
          <Th numeric>{t("column.available")}</Th>
          <Th className={FROM_SM}>{t("column.refund")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.orderId} aria-label={row.orderId}>
            <td className={cx("sm:max-w-[11rem] max-sm:py-2.5")}>
              <a
                data-row-link="order"
                href={`/orders/${encodeURIComponent(row.orderId)}`}
                title={hintOf(row.orderId)}
                className="block truncate font-medium font-mono text-[0.93em] visited:text-ink-soft hover:text-accent"
              >
                {row.orderId}
              </a>
              <span className="block truncate text-ink-soft text-xs sm:hidden">{row.customerName}</span>
            </td>
            <td className={cx(FROM_MD, "figures text-ink-soft")} title={timeTitle(row.placedAt, locale, zone)}>
              {timeText(row.placedAt, "short", locale, zone)}
            </td>
            <td className={cx(FROM_SM, "w-full max-w-0 truncate")} title={hintOf(row.customerName)}>
              {row.customerName}
            </td>
            <td className={cx(WIDE, "whitespace-nowrap text-ink-soft")}>
              {row.gateway ? [gatewayName(row.gateway), row.method].filter(Boolean).join(" · ") : t("noPayment")}
              {row.payments > 1 && <span className="text-ink-faint"> +{row.payments - 1}</span>}
            </td>
            <MoneyCell className={FROM_XL} amount={row.paid} currency={row.currency} />
            <MoneyCell className={FROM_XL} amount={row.refunded} currency={row.currency} quietZero />
            <td className="text-right font-medium">
              <Money amount={row.refundable} currency={row.currency} quietZero />
              {row.refundState && (
                <span className="mt-1 block sm:hidden">
                  <StateChip state={row.refundState} />
                </span>
              )}
            </td>
            <td className={FROM_SM}>{row.refundState && <StateChip state={row.refundState} />}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
});

const FROM_SM = "max-sm:hidden";
const FROM_MD = "max-md:hidden";
const FROM_XL = "max-xl:hidden";
/** From 1024 points on the rail takes its part; the words of the states are longest in Vietnamese. */
const WIDE = "max-[1400px]:hidden";

/** Only what may be cut needs a second showing. */
function hintOf(text: string): string | undefined {
  return text.length > 20 ? text : undefined;
}

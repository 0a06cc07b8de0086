import Link from "next/link";
import { useTranslations } from "next-intl";
import { BalanceBar } from "#components/orders/balance-bar.tsx";
import { BalanceEquation } from "#components/orders/balance-equation.tsx";
import { cx } from "#components/ui/cx.ts";
import { Money } from "#components/ui/money.tsx";
import type { GroupPartDto, RefundGroupDto } from "#lib/contracts/views.ts";
import { useGatewayName } from "./gateway-name.ts";
import { ReceiverLine } from "./receiver-line.tsx";
import { StateChip } from "./state-chip.tsx";

type GroupPartsProps = {
  readonly group: RefundGroupDto;
  /** The refund whose page this is, which needs no link to itself. */
  readonly currentId?: string;
  readonly withBalance?: boolean;
};

/** What was asked for as one, part by part: each with its own amount, its own status and no more than its own proof. */
export function GroupParts({ group, currentId, withBalance = false }: GroupPartsProps) {
  const t = useTranslations("refund.group");
  const currency = group.parts[0]?.refund.currency ?? "";
  return (
    <div className="grid gap-3 text-sm">
      <p className="max-w-[62ch] text-ink-soft">{t("text", { count: group.parts.length })}</p>
      <ul className={cx("grid", withBalance && "gap-x-8 xl:grid-cols-2")}>
        {group.parts.map((part) => (
          <Part key={part.refund.id} part={part} isCurrent={part.refund.id === currentId} withBalance={withBalance} />
        ))}
      </ul>
      <p className="flex justify-between gap-4 border-t border-t-ink pt-2 font-semibold">
        <span>{t("whole")}</span>
        <Money amount={group.whole} currency={currency} />
      </p>
    </div>
  );
}

type PartProps = { readonly part: GroupPartDto; readonly isCurrent: boolean; readonly withBalance: boolean };

function Part({ part: { refund, payment }, isCurrent, withBalance }: PartProps) {
  const gatewayName = useGatewayName();
  return (
    <li className="grid content-start gap-2 border-t py-3">
      <div className="flex items-start justify-between gap-4">
        <div className="grid min-w-0">
          <span className="font-medium">
            {gatewayName(payment.gateway)} · {payment.method}
          </span>
          <Reference refund={refund} isCurrent={isCurrent} />
        </div>
        <div className="grid shrink-0 justify-items-end gap-1">
          <Money amount={refund.amount} currency={refund.currency} className="font-semibold" />
          <StateChip state={refund.state} />
          <ProofLine refund={refund} />
        </div>
      </div>
      <Sealed refund={refund} />
      {withBalance && (
        <>
          <BalanceBar balance={payment.balance} />
          <BalanceEquation payment={payment} refunds={[refund]} />
        </>
      )}
    </li>
  );
}

function Reference({ refund, isCurrent }: { readonly refund: GroupPartDto["refund"]; readonly isCurrent: boolean }) {
  const t = useTranslations("refund.group");
  if (isCurrent) return <span className="text-ink-faint text-xs">{t("this")}</span>;
  return (
    <Link
      href={`/refunds/${refund.id}`}
      prefetch={false}
      className="break-all font-mono text-ink-soft text-xs underline decoration-line-strong underline-offset-2 hover:text-accent"
    >
      {refund.reference}
    </Link>
  );
}

/** Only what has left us can have a proof. */
function ProofLine({ refund: { proof, attempts } }: { readonly refund: GroupPartDto["refund"] }) {
  const t = useTranslations("refund");
  if (!proof && attempts.length === 0) return null;
  return <span className="text-ink-soft text-xs">{proof ? t(`verdict.${proof.verdict}`) : t("group.noProof")}</span>;
}

/** What is particular to a part of all that an approver signs. */
function Sealed({ refund }: { readonly refund: GroupPartDto["refund"] }) {
  const t = useTranslations("refund");
  const { receiver } = refund;
  return (
    <>
      {refund.gatewayReason !== refund.reason && (
        <p className="text-ink-soft text-xs">
          {t("gatewayReason")}: <bdi>{refund.gatewayReason}</bdi>
        </p>
      )}
      {receiver && (
        <p className="text-xs">
          <span className="text-ink-soft">{t("receiver")}:</span> <ReceiverLine receiver={receiver} />
        </p>
      )}
    </>
  );
}

import { useTranslations } from "next-intl";
import { ApprovalsList } from "#components/refunds/approvals-list.tsx";
import { AttemptsTable } from "#components/refunds/attempts-table.tsx";
import { ReceiverLine } from "#components/refunds/receiver-line.tsx";
import { StateChip } from "#components/refunds/state-chip.tsx";
import { Fact, Facts, Section } from "#components/ui/card.tsx";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { FactDto, RefundEvidenceDto } from "#lib/contracts/evidence-pack.ts";
import type { PaymentDto } from "#lib/contracts/order.ts";
import { Exact } from "./exact.tsx";

type Props = {
  readonly evidence: RefundEvidenceDto;
  readonly payment: PaymentDto | undefined;
  readonly number: number;
  readonly of: number;
};

/** Who asked for it and who approved it, what was sent, and every fact from which its state follows. */
export function RefundEvidence({ evidence: { refund, contentHash, facts }, payment, number, of }: Props) {
  const t = useTranslations("evidence");
  const words = useTranslations("refund");
  return (
    <Section
      id={`refund-${refund.id}`}
      title={t("refund", { number, of })}
      aside={
        <span className="flex items-center gap-3">
          <StateChip state={refund.state} />
          <Money amount={refund.amount} currency={refund.currency} className="font-semibold" />
        </span>
      }
      flush
    >
      <div className="grid gap-x-10 gap-y-4 px-4 pb-4 sm:grid-cols-2">
        <Facts className="content-start">
          <Fact name={t("reference")}>
            <Exact>{refund.reference}</Exact>
          </Fact>
          {payment && (
            <Fact name={words("payment")}>
              <Exact>{payment.gatewayTransactionRef ?? payment.gatewayPaymentRef}</Exact>
            </Fact>
          )}
          <Fact name={words("reason")}>
            <bdi>{refund.reason}</bdi>
          </Fact>
          {refund.receiver && (
            <Fact name={words("receiver")}>
              <ReceiverLine receiver={refund.receiver} />
            </Fact>
          )}
          {refund.finalAt && (
            <Fact name={words("final")}>
              <Time iso={refund.finalAt} />
            </Fact>
          )}
          <Fact name={t("contentHash")}>
            <Exact quiet>{contentHash}</Exact>
          </Fact>
        </Facts>
        <div>
          <ApprovalsList refund={refund} />
        </div>
      </div>
      <FactsTable facts={facts} />
      <h3 className="px-4 pt-3 pb-1 font-medium text-ink-soft text-xs">{words("attempts")}</h3>
      <AttemptsTable attempts={refund.attempts} />
    </Section>
  );
}

function FactsTable({ facts }: { readonly facts: readonly FactDto[] }) {
  const t = useTranslations("evidence");
  const words = useTranslations("refund");
  if (facts.length === 0) return <p className="px-4 pb-2 text-ink-soft text-sm">{words("noProof")}</p>;
  return (
    <Table isPlain>
      <caption className="sr-only">{words("proof")}</caption>
      <thead>
        <tr>
          <Th>{words("proof")}</Th>
          <Th>{words("proofFrom")}</Th>
          <Th>{words("proofAt")}</Th>
          <Th>{t("digest")}</Th>
        </tr>
      </thead>
      <tbody>
        {facts.map((fact) => (
          <tr key={fact.digest}>
            <Td className="min-w-32 font-medium">{words(`verdict.${fact.verdict}`)}</Td>
            <Td className="min-w-40">
              {words(`source.${fact.source}`)}
              {fact.gatewayRef && (
                <span className="block break-all font-mono text-[0.93em] text-ink-soft">{fact.gatewayRef}</span>
              )}
            </Td>
            <Td>
              <Time iso={fact.at} />
            </Td>
            <Td className="min-w-56 break-all font-mono text-ink-soft text-xs">{fact.digest}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

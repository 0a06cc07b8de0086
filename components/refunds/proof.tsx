import { useTranslations } from "next-intl";
import { Fact, Facts } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RefundDto } from "#lib/contracts/refund.ts";

/** The fact that decided: what it says, where it comes from, when it came. */
export function Proof({ refund: { proof } }: { readonly refund: RefundDto }) {
  const t = useTranslations("refund");
  if (!proof) return <p className="text-ink-soft text-sm">{t("noProof")}</p>;
  return (
    <Facts>
      <Fact name={t("proofSays")}>
        <span className="font-medium">{t(`verdict.${proof.verdict}`)}</span>
      </Fact>
      <Fact name={t("proofFrom")}>{t(`source.${proof.source}`)}</Fact>
      <Fact name={t("proofAt")}>
        <Time iso={proof.at} />
      </Fact>
      {proof.gatewayRef && (
        <Fact name={t("gatewayRef")}>
          <Copyable value={proof.gatewayRef} />
        </Fact>
      )}
    </Facts>
  );
}

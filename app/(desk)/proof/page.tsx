import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ChainState } from "#components/people/chain-state.tsx";
import { InvariantsTable } from "#components/proof/invariants-table.tsx";
import { KeptProofs } from "#components/proof/kept-proofs.tsx";
import { Runs } from "#components/proof/runs.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Fact, Facts, Section } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { operatorContext, readProof } from "#lib/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("proof"))("title") };
}

export default async function ProofPage() {
  const [context, t] = await Promise.all([operatorContext(), getTranslations("proof")]);
  const proof = await readProof(context);
  if (!proof.ok) return <PageProblem error={proof.error} />;
  const { invariants, runs, chain, openCases, kept } = proof.value;
  const broken = invariants.filter(({ result }) => result && result.violations > 0).length;
  const isChecked = invariants.some(({ result }) => result);
  return (
    <>
      <PageHeader
        title={t("title")}
        under={t("intro")}
        actions={context.emulatorsUrl && <ButtonLink href="/chaos">{t("tryIt")}</ButtonLink>}
      />
      <div className="grid grid-cols-1 gap-4">
        {broken > 0 ? (
          <Notice tone="danger" title={t("someBroken", { count: broken })}>
            {t("someBrokenText")}
          </Notice>
        ) : (
          <Notice tone={isChecked ? "good" : "info"} title={t(isChecked ? "allHold" : "notChecked")}>
            {t(isChecked ? "allHoldText" : "notCheckedText", { count: invariants.length })}
          </Notice>
        )}
        <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <Section id="invariants" title={t("invariants")} flush>
            <InvariantsTable invariants={invariants} />
          </Section>
          <div className="grid grid-cols-1 gap-4">
            <Section id="runs" title={t("runs")} flush>
              <Runs runs={runs} />
            </Section>
            <Section id="beside" title={t("beside")}>
              <Facts>
                <Fact name={t("chain")}>
                  <ChainState chain={chain} />
                </Fact>
                <Fact name={t("openCases")}>
                  <Link href="/review" className="text-accent underline-offset-2 hover:underline">
                    {t("cases", openCases)}
                  </Link>
                </Fact>
              </Facts>
            </Section>
          </div>
        </div>
        <Section id="kept" title={t("kept")}>
          <KeptProofs kept={kept} />
        </Section>
      </div>
    </>
  );
}

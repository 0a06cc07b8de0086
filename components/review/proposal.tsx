"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorSentence } from "#components/shell/use-error-sentence.ts";
import { Button } from "#components/ui/button.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CaseDto, ProposalDto } from "#lib/contracts/review.ts";
import type { ReviewActions } from "./actions.ts";

type ProposalProps = {
  readonly entry: Pick<CaseDto, "id" | "mayConfirm">;
  readonly proposal: ProposalDto;
  readonly actions: ReviewActions;
};

/** The second person's part: what the first one saw, and Confirm. */
export function Proposal({ entry, proposal, actions }: ProposalProps) {
  const t = useTranslations("review");
  const sentence = useErrorSentence();
  const queries = useQueryClient();
  const [isSending, startSending] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const { mayConfirm } = entry;
  const whyId = `why-confirm-${entry.id}`;

  const send = (action: ReviewActions["confirm"]) =>
    startSending(async () => {
      const result = await action({ decisionId: proposal.id }).catch(() => null);
      if (!result?.ok) setProblem(sentence(result ?? { code: "unavailable", sentence: "", eventId: null }));
      await queries.invalidateQueries();
    });

  return (
    <>
      <p className="font-semibold">{t("proposed", { answer: t(`answer.${proposal.answer}`) })}</p>
      <Facts>
        <Fact name={t("by")}>
          {proposal.by.name} · <Time iso={proposal.at} className="text-ink-soft" />
        </Fact>
        <Fact name={t("evidence")}>
          <bdi className="whitespace-pre-wrap">{proposal.evidence}</bdi>
        </Fact>
        {proposal.gatewayRef && <Fact name={t("gatewayRefField")}>{proposal.gatewayRef}</Fact>}
      </Facts>
      <p className="text-sm">{t(`means.${proposal.answer}`)}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          pending={isSending}
          disabled={!mayConfirm.may}
          aria-describedby={mayConfirm.may ? undefined : whyId}
          onClick={() => send(actions.confirm)}
        >
          {t("confirm")}
        </Button>
        <Button pending={isSending} onClick={() => send(actions.takeBack)}>
          {t("takeBack")}
        </Button>
      </div>
      {!mayConfirm.may && (
        <p id={whyId} className="text-ink-soft text-sm">
          {t(`why.${mayConfirm.why as "other"}`)}
        </p>
      )}
      {problem && (
        <Notice urgent tone="danger">
          {problem}
        </Notice>
      )}
    </>
  );
}

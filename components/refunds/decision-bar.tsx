"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Check, RefreshCw, Undo2, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorSentence } from "#components/shell/use-error-sentence.ts";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Ability } from "#lib/contracts/refund.ts";
import type { RefundViewDto } from "#lib/contracts/views.ts";
import type { Decided, Question, RefundActions } from "./actions.ts";
import { useDecidedAmount } from "./use-decided-amount.ts";

const DecisionDialog = dynamic(() => import("./decision-dialog.tsx").then((module) => module.DecisionDialog), {
  ssr: false,
});

const OFFERED: readonly {
  readonly question: Question;
  readonly look: ButtonLook;
  readonly icon: typeof Check;
  readonly key: string;
}[] = [
  { question: "approve", look: "primary", icon: Check, key: "a" },
  { question: "answer", look: "primary", icon: Undo2, key: "r" },
  { question: "sendBack", look: "secondary", icon: Undo2, key: "b" },
  { question: "reject", look: "secondary", icon: X, key: "d" },
  { question: "withdraw", look: "secondary", icon: X, key: "w" },
];

type DecisionBarProps = {
  readonly view: RefundViewDto;
  readonly actions: RefundActions;
  readonly onDone?: (decided: Decided) => void;
};

/** What this person can do with the refund now; what they cannot is shown with the reason, what no one can is not. */
export function DecisionBar({ view, actions, onDone }: DecisionBarProps) {
  const t = useTranslations("refund");
  const [asked, setAsked] = useState<Question | null>(null);
  const { refund, abilities } = view;
  const amount = useDecidedAmount(view);
  const offered = OFFERED.filter(
    ({ question }) => isOffered(abilities[question]) && !(question === "withdraw" && abilities.approve.may),
  );
  // A question that is open stays open: its answer has to be read even when nothing more can be decided.
  if (offered.length === 0 && !abilities.queryNow.may && !asked) return null;
  const refusals = new Set(offered.flatMap(({ question }) => whyNot(abilities[question])));
  const reasonId = `why-not-${refund.id}`;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2 max-sm:[&>button]:flex-1">
        {offered.map(({ question, look, icon: Icon, key }) => (
          <Button
            key={question}
            look={look}
            data-hotkey={key}
            disabled={!abilities[question].may}
            aria-describedby={abilities[question].may ? undefined : reasonId}
            onClick={() => setAsked(question)}
            icon={<Icon className="size-4" aria-hidden="true" />}
          >
            {t(`action.${question}`, { amount })}
          </Button>
        ))}
        {abilities.queryNow.may && <QueryNow refundId={refund.id} queryNow={actions.queryNow} />}
      </div>
      {refusals.size > 0 && (
        <p id={reasonId} className="text-ink-soft text-sm">
          {[...refusals].map((why) => t(`why.${why as "other"}`)).join(" ")}
        </p>
      )}
      {asked && (
        <DecisionDialog question={asked} view={view} actions={actions} onClose={() => setAsked(null)} onDone={onDone} />
      )}
    </div>
  );
}

/** "Moved on" concerns everyone: such a button is left out. */
function isOffered(ability: Ability): boolean {
  return ability.may || (ability.why !== "moved_on" && ability.why !== "not_yours");
}

function whyNot(ability: Ability): string[] {
  return ability.may ? [] : [ability.why];
}

function QueryNow({ refundId, queryNow }: { readonly refundId: string; readonly queryNow: RefundActions["queryNow"] }) {
  const t = useTranslations("refund");
  const sentence = useErrorSentence();
  const queries = useQueryClient();
  const [isAsking, startAsking] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const ask = () =>
    startAsking(async () => {
      const answer = await queryNow({ refundId }).catch(() => null);
      setProblem(answer?.ok ? null : sentence(answer ?? { code: "unavailable", sentence: "", eventId: null }));
      await queries.invalidateQueries({ queryKey: ["refund"] });
    });
  return (
    <>
      <Button pending={isAsking} onClick={ask} icon={<RefreshCw className="size-4" aria-hidden="true" />}>
        {t("action.queryNow")}
      </Button>
      {problem && (
        <Notice urgent tone="warning" className="basis-full">
          {problem}
        </Notice>
      )}
    </>
  );
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState, useTransition } from "react";
import { useFieldErrors } from "#components/refunds/form/use-field-errors.ts";
import { useErrorSentence } from "#components/shell/use-error-sentence.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { CaseDto } from "#lib/contracts/review.ts";
import type { ActionResult } from "#lib/contracts/views.ts";
import type { ReviewAnswer } from "#lib/domain/review.ts";
import type { ReviewActions } from "./actions.ts";

type AnswerFormProps = {
  readonly entry: Pick<CaseDto, "id" | "answers" | "mayPropose">;
  readonly howTo: string;
  readonly propose: ReviewActions["propose"];
};
type Refusal = Extract<ActionResult<never>, { ok: false }>;

const UNREACHED: Refusal = { ok: false, code: "unavailable", sentence: "", errors: [], detail: {}, eventId: null };

/** The first person's part: choose what happened, and say where it was seen. */
export function AnswerForm({ entry, howTo, propose }: AnswerFormProps) {
  const t = useTranslations("review");
  const [chosen, setChosen] = useState<ReviewAnswer | null>(null);
  const { mayPropose } = entry;
  const whyId = `why-${entry.id}`;
  return (
    <>
      <p className="text-ink-soft text-sm">{howTo}</p>
      <ul className="grid gap-3">
        {entry.answers.map((answer) => (
          <li key={answer} className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[12rem_minmax(0,1fr)]">
            <Button
              look={chosen === answer ? "primary" : "secondary"}
              aria-pressed={chosen === answer}
              disabled={!mayPropose.may}
              aria-describedby={mayPropose.may ? `means-${answer}-${entry.id}` : whyId}
              onClick={() => setChosen(answer)}
            >
              {t(`answer.${answer}`)}
            </Button>
            <span id={`means-${answer}-${entry.id}`} className="text-ink-soft text-sm">
              {t(`means.${answer}`)}
            </span>
          </li>
        ))}
      </ul>
      {!mayPropose.may && (
        <p id={whyId} className="text-ink-soft text-sm">
          {t(`why.${mayPropose.why as "other"}`)}
        </p>
      )}
      {chosen && <EvidenceForm key={chosen} entry={entry} answer={chosen} propose={propose} />}
    </>
  );
}

type EvidenceFormProps = Pick<AnswerFormProps, "entry" | "propose"> & { readonly answer: ReviewAnswer };

function EvidenceForm({ entry, answer, propose }: EvidenceFormProps) {
  const t = useTranslations("review");
  const sentence = useErrorSentence();
  const queries = useQueryClient();
  const [isSending, startSending] = useTransition();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const errors = useFieldErrors(refusal, 0);
  const asksRef = answer === "refunded" || answer === "came_back" || answer === "booked";

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const gatewayRef = String(form.get("gatewayRef") ?? "").trim();
    startSending(async () => {
      const input = {
        caseId: entry.id,
        answer,
        evidence: String(form.get("evidence") ?? ""),
        ...(gatewayRef ? { gatewayRef } : {}),
      };
      const result = await propose(input).catch(() => UNREACHED);
      setRefusal(result.ok ? null : result);
      await queries.invalidateQueries();
    });
  };

  return (
    <form onSubmit={send} noValidate className="grid gap-4">
      <Field
        name="evidence"
        id={`evidence-${entry.id}`}
        label={t("evidence")}
        hint={t("evidenceHint")}
        error={errors.evidence}
      >
        {(control) => <Textarea {...control} rows={3} />}
      </Field>
      {asksRef && (
        <Field name="gatewayRef" id={`gateway-ref-${entry.id}`} label={t("gatewayRefField")} error={errors.gatewayRef}>
          {(control) => <Input {...control} autoComplete="off" />}
        </Field>
      )}
      {refusal && !errors.evidence && (
        <Notice urgent tone="danger">
          {sentence(refusal)}
        </Notice>
      )}
      <Button type="submit" look="primary" pending={isSending} className="justify-self-start">
        {t("propose")}
      </Button>
    </form>
  );
}

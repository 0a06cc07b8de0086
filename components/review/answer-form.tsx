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

type AnswerFormProps = { readonly entry: CaseDto; readonly propose: ReviewActions["propose"] };
type Refusal = Extract<ActionResult<never>, { ok: false }>;

const UNREACHED: Refusal = { ok: false, code: "unavailable", sentence: "", errors: [], detail: {}, eventId: null };

/** The first person's part: choose what happened, and say where it was seen. */
export function AnswerForm({ entry, propose }: AnswerFormProps) {
  const t = useTranslations("review");
  const [chosen, setChosen] = useState<ReviewAnswer | null>(null);
  const { mayPropose } = entry;
  const whyId = `why-${entry.id}`;
  return (
    <>
      <p className="text-ink-soft text-sm">{t("howTo")}</p>
      <div className="flex flex-wrap gap-2">
        {entry.answers.map((answer) => (
          <Button
            key={answer}
            look={chosen === answer ? "primary" : "secondary"}
            aria-pressed={chosen === answer}
            disabled={!mayPropose.may}
            aria-describedby={mayPropose.may ? undefined : whyId}
            onClick={() => setChosen(answer)}
          >
            {t(`answer.${answer}`)}
          </Button>
        ))}
      </div>
      {!mayPropose.may && (
        <p id={whyId} className="text-ink-soft text-sm">
          {t(`why.${mayPropose.why as "other"}`)}
        </p>
      )}
      {chosen && <EvidenceForm key={chosen} entry={entry} answer={chosen} propose={propose} />}
    </>
  );
}

function EvidenceForm({ entry, answer, propose }: AnswerFormProps & { readonly answer: ReviewAnswer }) {
  const t = useTranslations("review");
  const sentence = useErrorSentence();
  const queries = useQueryClient();
  const [isSending, startSending] = useTransition();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const errors = useFieldErrors(refusal, 0);
  const asksRef = answer === "refunded" || answer === "came_back";

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
      <p className="text-sm">{t(`means.${answer}`)}</p>
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

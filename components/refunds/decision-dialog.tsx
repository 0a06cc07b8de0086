"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogActions } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import type { ActionResult, RefundViewDto } from "#lib/contracts/views.ts";
import type { Decided, Question, RefundActions } from "./actions.ts";
import { DecisionRefused, isOver } from "./decision-refused.tsx";
import { useFieldErrors } from "./form/use-field-errors.ts";
import { useDecidedAmount } from "./use-decided-amount.ts";

type DecisionDialogProps = {
  readonly question: Question;
  readonly view: RefundViewDto;
  readonly actions: RefundActions;
  readonly onClose: () => void;
  readonly onDone?: ((decided: Decided) => void) | undefined;
};

/** The second step of every decision: what it means, a reason where one is owed, and Confirm. */
export function DecisionDialog({ question, view, actions, onClose, onDone }: DecisionDialogProps) {
  const t = useTranslations("refund");
  const common = useTranslations("common");
  const queries = useQueryClient();
  const [isSending, startSending] = useTransition();
  const [refusal, setRefusal] = useState<Extract<ActionResult<never>, { ok: false }> | null>(null);
  const errors = useFieldErrors(refusal, 0);
  const textRef = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { refund, order } = view;

  const confirm = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isSending) return;
    const text = String(new FormData(event.currentTarget).get("text") ?? "");
    startSending(async () => {
      const result = await act(question, view, actions, text).catch(() => UNREACHED);
      await queries.invalidateQueries();
      if (result.ok) {
        onClose();
        onDone?.(result.value);
      } else {
        setRefusal(result);
        textRef.current?.focus();
      }
    });
  };

  const fieldError = errors.reason ?? errors.note;
  const words = { amount: useDecidedAmount(view), orderId: order.orderId };
  const count = view.group?.count ?? 1;
  return (
    <Dialog
      isOpen
      isLocked={isSending}
      onClose={onClose}
      title={t(`dialog.${question}`)}
      description={[t(`dialog.${question}Text`, words), count > 1 && t("group.dialog", { count })]
        .filter(Boolean)
        .join(" ")}
    >
      <form onSubmit={confirm} noValidate className="grid gap-4">
        {(question === "sendBack" || question === "reject") && (
          <Field
            name="text"
            id="decision-text"
            label={t("dialog.reason")}
            hint={t("dialog.reasonHint")}
            error={fieldError}
          >
            {(control) => <Input {...control} ref={textRef} autoComplete="off" />}
          </Field>
        )}
        {question === "answer" && (
          <Field name="text" id="decision-text" label={t("dialog.answerLabel")} error={fieldError}>
            {(control) => <Textarea {...control} ref={textRef} rows={3} />}
          </Field>
        )}
        {refusal && !fieldError && <DecisionRefused refusal={refusal} refund={refund} />}
        <DialogActions>
          {!isOver(refusal) && (
            <Button type="submit" look={question === "reject" ? "danger" : "primary"} pending={isSending}>
              {common("confirm")}
            </Button>
          )}
          <Button onClick={onClose} disabled={isSending}>
            {isOver(refusal) ? common("close") : common("cancel")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

const UNREACHED = { ok: false, code: "unavailable", sentence: "", errors: [], detail: {}, eventId: null } as const;

function act(question: Question, { refund, sealedHash }: RefundViewDto, actions: RefundActions, text: string) {
  const refundId = refund.id;
  switch (question) {
    case "approve":
      return actions.approve({ refundId, sealedHash });
    case "sendBack":
      return actions.sendBack({ refundId, sealedHash, reason: text });
    case "reject":
      return actions.reject({ refundId, sealedHash, reason: text });
    case "withdraw":
      return actions.withdraw({ refundId });
    case "answer":
      return actions.answer({ refundId, note: text });
  }
}

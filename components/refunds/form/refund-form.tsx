"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { moneyText, strictAmount } from "#components/ui/money-text.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { RefundFormDto } from "#lib/contracts/views.ts";
import { AfterBox } from "./after-box.tsx";
import { AmountField } from "./amount-field.tsx";
import { FormAnswer } from "./form-answer.tsx";
import { ReceiverFields } from "./receiver-fields.tsx";
import { useFieldErrors } from "./use-field-errors.ts";
import { type RequestRefund, useRefundRequest } from "./use-refund-request.ts";

type RefundFormProps = {
  readonly form: RefundFormDto;
  readonly offeredKey: string;
  readonly requestRefund: RequestRefund;
};

const REASON_LIMIT = 64;

export function RefundForm({ form, offeredKey, requestRefund }: RefundFormProps) {
  const t = useTranslations("refundForm");
  const request = useRefundRequest(form, requestRefund, offeredKey);
  const { values, set, answer, isSending } = request;
  const refusal = answer && answer !== "lost" && !answer.ok ? answer : null;
  const errors = useFieldErrors(refusal, form.currencyDigits);
  const amount = strictAmount(values.amount ?? "", form.currencyDigits);
  const isRepeated = refusal?.code === "duplicate_refund_suspected";

  useEffect(() => {
    if (refusal)
      (
        request.formRef.current?.querySelector<HTMLElement>("[aria-invalid]") ?? document.getElementById("form-answer")
      )?.focus();
  }, [refusal, request.formRef]);

  useEffect(() => {
    // Who comes by the keyboard begins to type; on a phone the keyboard would cover what is to be read first.
    if (document.activeElement === document.body && matchMedia("(pointer: fine)").matches)
      document.getElementById("field-amount")?.focus({ preventScroll: true });
  }, []);

  const bind = (name: string) => ({
    value: values[name] ?? "",
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
  });
  return (
    <form
      ref={request.formRef}
      action={request.postWithoutScript}
      onSubmit={request.submit}
      data-keep=""
      noValidate
      aria-busy={isSending}
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,36rem)_minmax(18rem,22rem)] lg:gap-10"
    >
      <input type="hidden" name="requestKey" value={request.requestKey} />
      <input type="hidden" name="paymentId" value={form.payment.id} />
      <input type="hidden" name="balanceToken" value={form.payment.balanceToken} />

      <div className="grid gap-5">
        <FormAnswer answer={answer} errors={errors} payment={form.payment} />
        {request.isRestored && !answer && <Notice tone="warning">{t("restored")}</Notice>}
        <AmountField
          form={form}
          typed={values.amount ?? ""}
          amount={amount}
          error={errors.amount}
          onType={(value) => set("amount", value)}
          onChoose={(value) => {
            set("amount", value);
            document.getElementById("field-reason")?.focus();
          }}
        />
        <Field
          name="reason"
          label={t("reason")}
          hint={t("reasonHint")}
          error={errors.reason}
          aside={<Counter text={values.reason ?? ""} limit={REASON_LIMIT} />}
        >
          {(control) => <Input {...control} {...bind("reason")} list="reasons" autoComplete="off" required />}
        </Field>
        <datalist id="reasons">
          {form.reasons.map((reason) => (
            <option key={reason} value={reason} />
          ))}
        </datalist>
        <Field name="note" label={t("note")} hint={t("noteHint")} error={errors.note} aside={t("optional")}>
          {(control) => <Textarea {...control} {...bind("note")} rows={2} />}
        </Field>
        {form.askReceiver && <ReceiverFields values={values} errors={errors} set={set} />}
      </div>

      <div className="grid gap-3 lg:sticky lg:top-7">
        <AfterBox form={form} amount={amount} />
        <Button
          type="submit"
          look="primary"
          size="lg"
          pending={isSending}
          {...(isRepeated ? { name: "evenIfRepeated", value: "yes" } : {})}
        >
          <SubmitWords amount={amount} form={form} isSending={isSending} isRepeated={isRepeated} />
        </Button>
        <p className="text-center text-ink-faint text-xs">{t("reloadSafe")}</p>
      </div>
    </form>
  );
}

function SubmitWords({
  amount,
  form,
  isSending,
  isRepeated,
}: {
  readonly amount: string;
  readonly form: RefundFormDto;
  readonly isSending: boolean;
  readonly isRepeated: boolean;
}) {
  const t = useTranslations("refundForm");
  if (isSending) return t("sending");
  if (isRepeated) return t("again");
  return /^\d+(\.\d+)?$/.test(amount)
    ? t("submit", { amount: moneyText(amount, form.payment.currency) })
    : t("submitEmpty");
}

function Counter({ text, limit }: { readonly text: string; readonly limit: number }) {
  const t = useTranslations("refundForm");
  const used = [...text.trim()].length;
  return (
    <span className={used > limit ? "figures font-medium text-red" : "figures"}>{t("counter", { used, limit })}</span>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { moneyText, strictAmount } from "#components/ui/money-text.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { RefundFormDto } from "#lib/contracts/views.ts";
import { AfterBox } from "./after-box.tsx";
import { AmountField } from "./amount-field.tsx";
import { FormAnswer } from "./form-answer.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useFieldErrors } from "./use-field-errors.ts";
import { useFirstProblem } from "./use-first-problem.ts";
import { useFreshPage } from "./use-fresh-page.ts";
import { type RequestRefund, useRefundRequest } from "./use-refund-request.ts";
import { WishFields } from "./wish-fields.tsx";

type RefundFormProps = {
  readonly form: RefundFormDto;
  readonly offeredKey: string;
  readonly requestRefund: RequestRefund;
};

export function RefundForm({ form, offeredKey, requestRefund }: RefundFormProps) {
  const t = useTranslations("refundForm");
  const { payment, currencyDigits } = form;
  const request = useRefundRequest({ place: payment.id, currencyDigits }, requestRefund, offeredKey);
  const { values, set, answer, isSending } = request;
  const refusal = answer && answer !== "lost" && !answer.ok ? answer : null;
  const errors = useFieldErrors(refusal, currencyDigits);
  const amount = strictAmount(values.amount ?? "", currencyDigits);
  const { refundable } = payment.balance;
  useFirstProblem(request.formRef, refusal);
  useFreshPage();
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
      <input type="hidden" name="paymentId" value={payment.id} />
      <input type="hidden" name="balanceToken" value={payment.balanceToken} />

      <div className="grid gap-5">
        <FormAnswer answer={answer} errors={errors} refundable={moneyText(refundable, payment.currency)} />
        {request.isRestored && !answer && <Notice tone="warning">{t("restored")}</Notice>}
        <AmountField
          refundable={refundable}
          currency={payment.currency}
          currencyDigits={currencyDigits}
          typed={values.amount ?? ""}
          amount={amount}
          error={errors.amount}
          onType={(value) => set("amount", value)}
          onChoose={(value) => {
            set("amount", value);
            document.getElementById("field-reason")?.focus();
          }}
        />
        <WishFields
          customerName={form.order.customer.name}
          reasons={form.reasons}
          askReceiver={form.askReceiver}
          values={values}
          errors={errors}
          set={set}
        />
      </div>

      <div className="grid gap-3 lg:sticky lg:top-7">
        <AfterBox
          refundable={refundable}
          currency={payment.currency}
          currencyDigits={currencyDigits}
          amount={amount}
          approvals={[form.approvals]}
          undoWindowMs={form.undoWindowMs}
        />
        <SubmitButton
          amount={amount}
          currency={payment.currency}
          isSending={isSending}
          isRepeated={refusal?.code === "duplicate_refund_suspected"}
        />
      </div>
    </form>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { minorOf, moneyText, strictAmount, textOf } from "#components/ui/money-text.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { GroupFormDto } from "#lib/contracts/views.ts";
import { suggestSplit } from "#lib/domain/split.ts";
import { AfterBox } from "./after-box.tsx";
import { AmountField } from "./amount-field.tsx";
import { FormAnswer } from "./form-answer.tsx";
import { SplitFields } from "./split-fields.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useFieldErrors } from "./use-field-errors.ts";
import { useFirstProblem } from "./use-first-problem.ts";
import { type RequestRefund, useRefundRequest } from "./use-refund-request.ts";
import { WishFields } from "./wish-fields.tsx";

type GroupFormProps = {
  readonly form: GroupFormDto;
  readonly offeredKey: string;
  readonly requestGroup: RequestRefund;
};

/** One amount from several payments: the split is suggested while the amount is typed, and each part can be changed. */
export function GroupForm({ form, offeredKey, requestGroup }: GroupFormProps) {
  const t = useTranslations("refundForm");
  const { currency, currencyDigits, parts } = form;
  const place = `${form.order.orderId} ${currency}`;
  const request = useRefundRequest({ place, currencyDigits }, requestGroup, offeredKey);
  const { values, set, answer, isSending } = request;
  const refusal = answer && answer !== "lost" && !answer.ok ? answer : null;
  const errors = useFieldErrors(refusal, currencyDigits);
  const minor = (text: string) => minorOf(strictAmount(text, currencyDigits), currencyDigits) ?? 0n;
  const amount = strictAmount(values.amount ?? "", currencyDigits);
  const refundable = textOf(
    parts.reduce((sum, { payment }) => sum + minor(payment.balance.refundable), 0n),
    currencyDigits,
  );
  const giving = parts.filter(({ payment }) => minor(values[`part.${payment.id}`] ?? "") > 0n);
  useFirstProblem(request.formRef, refusal);

  const split = (typed: string) => {
    const sources = parts.map(({ payment, paidAt }) => ({
      paymentId: payment.id,
      paidAt,
      refundableMinor: minor(payment.balance.refundable),
    }));
    const suggested = suggestSplit(minor(typed), sources);
    set("amount", typed);
    for (const { payment } of parts)
      set(
        `part.${payment.id}`,
        suggested.has(payment.id) ? textOf(suggested.get(payment.id) ?? 0n, currencyDigits) : "",
      );
  };
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
      {parts.map(({ payment }) => (
        <input key={payment.id} type="hidden" name={`token.${payment.id}`} value={payment.balanceToken} />
      ))}

      <div className="grid gap-5">
        <FormAnswer answer={answer} errors={errors} refundable={moneyText(refundable, currency)} />
        {request.isRestored && !answer && <Notice tone="warning">{t("restored")}</Notice>}
        <AmountField
          refundable={refundable}
          currency={currency}
          currencyDigits={currencyDigits}
          typed={values.amount ?? ""}
          amount={amount}
          error={errors.amount}
          onType={split}
          onChoose={split}
        />
        <SplitFields
          form={form}
          values={values}
          errors={errors}
          set={set}
          onSuggest={() => split(values.amount ?? "")}
        />
        <WishFields
          customerName={form.order.customer.name}
          reasons={form.reasons}
          askReceiver={giving.some(({ askReceiver }) => askReceiver)}
          values={values}
          errors={errors}
          set={set}
        />
      </div>

      <div className="grid gap-3 lg:sticky lg:top-7">
        <AfterBox
          refundable={refundable}
          currency={currency}
          currencyDigits={currencyDigits}
          amount={amount}
          approvals={giving.map(({ approvals }) => approvals)}
          undoWindowMs={form.undoWindowMs}
        />
        <SubmitButton
          amount={amount}
          currency={currency}
          isSending={isSending}
          isRepeated={refusal?.code === "duplicate_refund_suspected"}
        />
      </div>
    </form>
  );
}

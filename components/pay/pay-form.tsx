"use client";

import { useTranslations } from "next-intl";
import { useActionState, useState } from "react";
import type { FormAction } from "#components/people/form-action.ts";
import { FormProblems } from "#components/people/form-problems.tsx";
import { useFieldError } from "#components/people/use-field-error.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Checkbox, Input, Select } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { PayFormDto, PaymentLinkDto } from "#lib/contracts/payment-link.ts";
import { PayItems } from "./pay-items.tsx";

type PayFormProps = {
  readonly form: PayFormDto;
  readonly offeredKey: string;
  readonly action: FormAction<PaymentLinkDto>;
};

export function PayForm({ form, offeredKey, action }: PayFormProps) {
  const t = useTranslations("payLink");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const [accountId, setAccountId] = useState(form.accounts[0]?.id ?? "");
  const [amount, setAmount] = useState(form.amount);
  const errorOf = useFieldError(state);
  const { values } = state;
  const account = form.accounts.find(({ id }) => id === accountId) ?? form.accounts[0];
  if (!account) return <Notice tone="warning" title={t("noAccount")} />;
  const refusal = state.result && !state.result.ok ? state.result.detail : null;
  return (
    <form action={submit} noValidate className="grid max-w-4xl gap-6">
      <FormProblems state={state} controlOf={(field) => `field-${field.split(".")[0]}`} />
      {typeof refusal?.text === "string" && (
        <Notice tone="warning" title={t("gatewaySaid", { code: String(refusal.code), text: refusal.text })} />
      )}
      <input type="hidden" name="linkId" value={offeredKey} />
      <input type="hidden" name="orderId" value={form.orderId} />
      <div className="grid gap-5 md:grid-cols-2">
        <Field name="gatewayAccountId" label={t("account")} error={errorOf("gatewayAccountId")}>
          {(control) => (
            <Select {...control} value={account.id} onChange={(event) => setAccountId(event.target.value)}>
              {form.accounts.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field name="amount" label={t("amount")} aside={form.currency} error={errorOf("amount")}>
          {(control) => (
            <Input
              {...control}
              className="figures"
              inputMode="decimal"
              autoComplete="off"
              value={amount}
              onChange={(event) => setAmount(event.target.value)}
            />
          )}
        </Field>
        <Field name="orderInfo" label={t("orderInfo")} hint={t("orderInfoHint")} error={errorOf("orderInfo")}>
          {(control) => (
            <Input {...control} defaultValue={values.orderInfo ?? t("orderInfoFor", { orderId: form.orderId })} />
          )}
        </Field>
        <Field name="expiresInMinutes" label={t("expiresIn")} error={errorOf("expiresInMinutes")}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              className="max-w-32"
              defaultValue={values.expiresInMinutes ?? "1440"}
            />
          )}
        </Field>
        <Methods key={account.id} methods={account.methods} error={errorOf("methods")} />
        <div className="grid content-start gap-5">
          <Field name="locale" label={t("locale")} error={errorOf("locale")}>
            {(control) => (
              <Select {...control} defaultValue={values.locale ?? account.locales[0]} className="max-w-48">
                {account.locales.map((locale) => (
                  <option key={locale} value={locale}>
                    {t(`locales.${locale as "vi"}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field name="way" label={t("way")} hint={t("wayHint")} error={errorOf("way")}>
            {(control) => (
              <Select {...control} defaultValue={values.way ?? "POST"} className="max-w-48">
                <option value="POST">{t("ways.POST")}</option>
                <option value="GET">{t("ways.GET")}</option>
              </Select>
            )}
          </Field>
        </div>
      </div>
      <PayItems offered={form.items} currency={form.currency} amount={amount} error={errorOf("items")} />
      <More form={form} values={values} />
      <div>
        <Button type="submit" look="primary" pending={isPending}>
          {t("create")}
        </Button>
      </div>
    </form>
  );
}

function Methods({ methods, error }: { readonly methods: readonly string[]; readonly error: string | null }) {
  const t = useTranslations("payLink");
  const [chosen, setChosen] = useState<readonly string[]>(["QR"].filter((method) => methods.includes(method)));
  const toggle = (method: string, isOn: boolean) =>
    setChosen(isOn ? [...chosen, method] : chosen.filter((one) => one !== method));
  return (
    <fieldset id="field-methods" className="grid content-start gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{t("methods")}</legend>
      {methods.map((method) => (
        <Checkbox
          key={method}
          name="methods[]"
          value={method}
          label={t.has(`method.${method}` as "method.QR") ? t(`method.${method}` as "method.QR") : method}
          checked={chosen.includes(method)}
          onChange={(event) => toggle(method, event.target.checked)}
        />
      ))}
      <p className="text-ink-soft text-xs">{t("methodsHint")}</p>
      {error && <p className="font-medium text-red text-sm">{error}</p>}
    </fieldset>
  );
}

/** What most links leave as it is. */
function More({ form, values }: { readonly form: PayFormDto; readonly values: Readonly<Record<string, string>> }) {
  const t = useTranslations("payLink");
  const [flags, setFlags] = useState({ createToken: false, forIframe: false });
  const customer = {
    customerId: "",
    customerEmail: form.customer.email ?? "",
    customerPhone: form.customer.phone ?? "",
    customerIp: "",
  };
  return (
    <details className="rounded-lg border bg-surface px-4 py-3">
      <summary className="cursor-pointer font-medium text-sm">{t("more")}</summary>
      <div className="mt-4 grid gap-4 md:grid-cols-2">
        {Object.entries(customer).map(([name, known]) => (
          <Field key={name} name={name} label={t(name as "customerId")}>
            {(control) => <Input {...control} autoComplete="off" defaultValue={values[name] ?? known} />}
          </Field>
        ))}
        {(["createToken", "forIframe"] as const).map((name) => (
          <Checkbox
            key={name}
            name={name}
            label={t(name)}
            checked={flags[name]}
            onChange={(event) => setFlags({ ...flags, [name]: event.target.checked })}
          />
        ))}
      </div>
    </details>
  );
}

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { ReceiverFields } from "./receiver-fields.tsx";
import type { FieldErrors } from "./use-field-errors.ts";

type WishFieldsProps = {
  readonly reasons: readonly string[];
  readonly customerName: string;
  readonly askReceiver: boolean;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FieldErrors;
  readonly set: (name: string, value: string) => void;
};

const REASON_LIMIT = 64;

/** What is asked beside the amount: why, what the approvers should know, and where to, if the payment cannot tell. */
export function WishFields({ reasons, customerName, askReceiver, values, errors, set }: WishFieldsProps) {
  const t = useTranslations("refundForm");
  const bind = (name: string) => ({
    value: values[name] ?? "",
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
  });
  return (
    <>
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
        {reasons.map((reason) => (
          <option key={reason} value={reason} />
        ))}
      </datalist>
      <Field name="note" label={t("note")} hint={t("noteHint")} error={errors.note} aside={t("optional")}>
        {(control) => <Textarea {...control} {...bind("note")} rows={2} />}
      </Field>
      {askReceiver && <ReceiverFields customerName={customerName} values={values} errors={errors} set={set} />}
    </>
  );
}

function Counter({ text, limit }: { readonly text: string; readonly limit: number }) {
  const t = useTranslations("refundForm");
  const used = [...text.trim()].length;
  return (
    <span className={used > limit ? "figures font-medium text-red" : "figures"}>{t("counter", { used, limit })}</span>
  );
}

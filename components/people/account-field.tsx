"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Checkbox, Input, Select, Textarea } from "#components/ui/input.tsx";
import type { AccountFieldDto } from "#lib/contracts/gateway-account.ts";
import { useAccountWords } from "./use-account-words.ts";

type AccountFieldProps = {
  readonly field: AccountFieldDto;
  /** `credentials` or `settings`: errors come back under it. */
  readonly within: "credentials" | "settings";
  /** The control's name in the form. */
  readonly name: string;
  readonly value: string;
  readonly error: string | null;
};

/** A field as the gateway's schema describes it: no gateway has a form of its own. */
export function AccountField({ field, within, name, value, error }: AccountFieldProps) {
  const t = useTranslations("people.account.form");
  const words = useAccountWords();
  const label = words.label(field.name);
  const id = `field-${within}.${field.name}`;
  if (field.kind === "yes_no") {
    const hint = words.hint(field.name);
    return (
      <div className="grid content-center gap-1">
        <Checkbox id={id} name={name} label={label} defaultChecked={value !== ""} />
        {hint && <p className="pl-6.5 text-ink-soft text-xs">{hint}</p>}
      </div>
    );
  }
  const isOptional = within === "credentials" && !field.isRequired;
  return (
    <Field
      id={id}
      name={name}
      label={label}
      error={error}
      hint={<Hints field={field} within={within} />}
      aside={isOptional ? t("optional") : undefined}
    >
      {(control) => <Control {...control} field={field} value={value} />}
    </Field>
  );
}

function Control({
  field,
  value,
  ...control
}: { readonly field: AccountFieldDto; readonly value: string } & Readonly<Record<string, unknown>>) {
  const t = useTranslations("people.account.form");
  const { kind, isSecret, fallback } = field;
  const plain = { ...control, autoComplete: "off", spellCheck: false, placeholder: fallback, defaultValue: value };
  switch (kind) {
    case "choice":
      return (
        // A select keeps its first choice over a refusal unless it is made anew.
        <Select key={value} {...control} defaultValue={value}>
          <option value="">{t("byDefault", { value: fallback })}</option>
          {field.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </Select>
      );
    case "block":
      return <Textarea {...plain} rows={4} className="font-mono" />;
    case "lines":
    case "numbers":
    case "json":
      return <Textarea {...plain} rows={2} className="figures" />;
    case "number":
      return <Input {...plain} inputMode="decimal" className="figures max-w-48" />;
    default:
      return <Input {...plain} {...(isSecret && { type: "password", autoComplete: "new-password" })} />;
  }
}

function Hints({ field, within }: Pick<AccountFieldProps, "field" | "within">) {
  const t = useTranslations("people.account.form");
  const words = useAccountWords();
  const isStored = field.isSecret && field.fallback !== "";
  const hints = [
    words.hint(field.name),
    isStored && t("stays"),
    within === "settings" && field.kind !== "choice" && field.fallback && defaultText(t, field),
    field.floor !== null && t("floor", { value: field.floor }),
  ].filter(Boolean);
  return hints.length > 0 ? <span className="break-words">{hints.join(" ")}</span> : null;
}

const MOST_NUMBERS = 8;

/** A long list of numbers is told by how it begins and ends; the empty field shows it whole. */
function defaultText(t: ReturnType<typeof useTranslations<"people.account.form">>, field: AccountFieldDto): string {
  const numbers = field.kind === "numbers" ? field.fallback.split(", ") : [];
  if (numbers.length <= MOST_NUMBERS) return t("default", { value: field.fallback });
  return t("defaultMany", {
    first: numbers.slice(0, 4).join(", "),
    last: numbers.at(-1) ?? "",
    count: numbers.length,
  });
}

"use client";

import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Field } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { CONDITIONS, type Condition, type PolicyLine } from "./policy-line.ts";

type PolicyConditionsProps = {
  readonly line: PolicyLine;
  readonly index: number;
  readonly gateways: readonly string[];
  readonly errorOf: (name: Condition) => string | null;
  readonly onChange: (part: Partial<PolicyLine>) => void;
};

/** What a line may ask about beside the amount; folded away while it asks nothing more. */
export function PolicyConditions({ line, index, gateways, errorOf, onChange }: PolicyConditionsProps) {
  const t = useTranslations("people.policy");
  const gatewayName = useGatewayName();
  const count = CONDITIONS.filter((name) => line[name].trim() !== "").length;
  const shared = (name: Condition) => ({
    name,
    id: `policy-rules-${index}-${name}`,
    error: errorOf(name),
  });
  const set = (name: Condition) => (event: { readonly target: { readonly value: string } }) =>
    onChange({ [name]: event.target.value });
  const choice =
    (name: Condition, options: readonly (readonly [value: string, text: string])[]) => (control: object) => (
      <Select {...control} value={line[name]} onChange={set(name)}>
        <option value="">{t("any")}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Select>
    );
  return (
    <details open={count > 0 || undefined} className="col-span-full">
      <summary className="min-h-6 w-fit cursor-pointer text-accent text-sm">{t("more", { count })}</summary>
      <div className="mt-2 grid gap-3 sm:grid-cols-2">
        <Field {...shared("gateway")} label={t("gateway")}>
          {choice(
            "gateway",
            gateways.map((gateway) => [gateway, gatewayName(gateway)] as const),
          )}
        </Field>
        <Field {...shared("method")} label={t("method")} hint={t("methodHint")}>
          {(control) => (
            <Input {...control} value={line.method} maxLength={64} autoComplete="off" onChange={set("method")} />
          )}
        </Field>
        <Field {...shared("reason")} label={t("reason")}>
          {(control) => (
            <Input {...control} value={line.reason} maxLength={64} autoComplete="off" onChange={set("reason")} />
          )}
        </Field>
        <Field {...shared("olderThanDays")} label={t("olderThan")}>
          {(control) => (
            <Input
              {...control}
              value={line.olderThanDays}
              inputMode="numeric"
              maxLength={4}
              autoComplete="off"
              onChange={set("olderThanDays")}
            />
          )}
        </Field>
        <Field {...shared("newReceiver")} label={t("receiver")}>
          {choice("newReceiver", [["true", t("receiverNew")]])}
        </Field>
        <Field {...shared("requestedBy")} label={t("maker")}>
          {choice("requestedBy", [
            ["person", t("makers.person")],
            ["api", t("makers.api")],
          ])}
        </Field>
      </div>
    </details>
  );
}

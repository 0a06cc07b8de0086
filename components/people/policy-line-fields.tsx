"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ApprovalsSelect } from "./approvals-select.tsx";
import { PolicyConditions } from "./policy-conditions.tsx";
import type { LineField, PolicyLine } from "./policy-line.ts";

type PolicyLineFieldsProps = {
  readonly line: PolicyLine;
  readonly index: number;
  readonly gateways: readonly string[];
  readonly errorOf: (name: LineField) => string | null;
  readonly onChange: (part: Partial<PolicyLine>) => void;
  readonly onRemove: () => void;
};

export function PolicyLineFields({ line, index, gateways, errorOf, onChange, onRemove }: PolicyLineFieldsProps) {
  const t = useTranslations("people.policy");
  const id = (name: string) => `policy-rules-${index}-${name}`;
  return (
    <li className="grid grid-cols-[6rem_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 rounded border bg-sunken p-3 sm:grid-cols-[6rem_minmax(0,1fr)_11rem_auto]">
      <Field name="currency" id={id("currency")} label={t("currency")} error={errorOf("currency")}>
        {(control) => (
          <Input
            {...control}
            value={line.currency}
            maxLength={3}
            autoComplete="off"
            autoCapitalize="characters"
            onChange={(event) => onChange({ currency: event.target.value.toUpperCase() })}
          />
        )}
      </Field>
      <Field name="upTo" id={id("upTo")} label={t("limit")} error={errorOf("upTo")}>
        {(control) => (
          <Input
            {...control}
            value={line.upTo}
            inputMode="decimal"
            autoComplete="off"
            className="figures text-right"
            onChange={(event) => onChange({ upTo: event.target.value })}
          />
        )}
      </Field>
      <Field
        name="approvals"
        id={id("approvals")}
        label={t("approvals")}
        error={errorOf("approvals")}
        className="max-sm:order-last max-sm:col-span-full"
      >
        {(control) => (
          <ApprovalsSelect
            {...control}
            value={line.approvals}
            onChange={(event) => onChange({ approvals: event.target.value })}
          />
        )}
      </Field>
      <Button look="quiet" className="mt-7 px-2" aria-label={t("removeLine", { number: index + 1 })} onClick={onRemove}>
        <X className="size-4" aria-hidden="true" />
      </Button>
      <PolicyConditions line={line} index={index} gateways={gateways} errorOf={errorOf} onChange={onChange} />
    </li>
  );
}

"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import type { LimitLine } from "./policy-line.ts";

type PolicyLimitsProps = {
  readonly limits: readonly LimitLine[];
  readonly errorOf: (field: string) => string | null;
  readonly onChange: (key: number, part: Partial<LimitLine>) => void;
  readonly onAdd: () => void;
  readonly onRemove: (key: number) => void;
};

/** What one person, or one payment, may take of a day. */
export function PolicyLimits({ limits, errorOf, onChange, onAdd, onRemove }: PolicyLimitsProps) {
  const t = useTranslations("people.policy");
  return (
    <fieldset className="grid gap-3">
      <legend className="font-semibold text-sm">{t("limits")}</legend>
      <p className="text-ink-soft text-xs">{t("limitsHint")}</p>
      <ol className="grid gap-3">
        {limits.map((limit, i) => {
          const id = (name: string) => `policy-limits-${i}-${name}`;
          const error = (name: string) => errorOf(`limits.${i}.${name}`);
          const set = (part: Partial<LimitLine>) => onChange(limit.key, part);
          return (
            <li
              key={limit.key}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 rounded border bg-sunken p-3 sm:grid-cols-[minmax(0,1fr)_6rem_11rem_auto]"
            >
              <Field name="limitOf" id={id("of")} label={t("limitOf")} error={error("of")}>
                {(control) => (
                  <Select {...control} value={limit.of} onChange={(event) => set({ of: event.target.value })}>
                    {(["requester", "approver", "payment"] as const).map((of) => (
                      <option key={of} value={of}>
                        {t(`limitKinds.${of}`)}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              <Field
                name="limitCurrency"
                id={id("currency")}
                label={t("currency")}
                error={error("currency")}
                className="max-sm:order-last max-sm:col-span-full"
              >
                {(control) => (
                  <Input
                    {...control}
                    value={limit.currency}
                    maxLength={3}
                    autoComplete="off"
                    onChange={(event) => set({ currency: event.target.value.toUpperCase() })}
                  />
                )}
              </Field>
              <Field
                name="limitPerDay"
                id={id("perDay")}
                label={t("perDay")}
                error={error("perDay")}
                className="max-sm:order-last max-sm:col-span-full"
              >
                {(control) => (
                  <Input
                    {...control}
                    value={limit.perDay}
                    inputMode="decimal"
                    autoComplete="off"
                    className="figures text-right"
                    onChange={(event) => set({ perDay: event.target.value })}
                  />
                )}
              </Field>
              <Button
                look="quiet"
                className="mt-7 px-2"
                aria-label={t("removeLimit", { number: i + 1 })}
                onClick={() => onRemove(limit.key)}
              >
                <X className="size-4" aria-hidden="true" />
              </Button>
            </li>
          );
        })}
      </ol>
      <div>
        <Button size="sm" icon={<Plus className="size-4" aria-hidden="true" />} onClick={onAdd}>
          {t("addLimit")}
        </Button>
      </div>
    </fieldset>
  );
}

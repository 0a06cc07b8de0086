import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { goToSearch } from "#components/ui/go-to-search.ts";
import { Input, Select } from "#components/ui/input.tsx";
import { searchWith } from "#components/ui/search-string.ts";
import { AGES, FILTERS, type FilteredList, type FilterName } from "#lib/contracts/filter-names.ts";
import { REFUND_STATES } from "#lib/domain/refund-state.ts";
import { readFilterForm } from "./read-filter-form.ts";
import { useFilterOptions } from "./use-filter-options.ts";
import { useFilterText } from "./use-filter-text.ts";

type FilterFormProps = {
  readonly list: FilteredList;
  readonly search: string;
  readonly onDone: () => void;
};
type Option = { readonly value: string; readonly label: string };

/** All filters of a list at once; what they narrow has an address. */
export function FilterForm({ list, search, onDone }: FilterFormProps) {
  const t = useTranslations("filters");
  const wrong = useTranslations("fieldErrors");
  const words = useTranslations("state");
  const options = useFilterOptions(true);
  const gatewayName = useGatewayName();
  const says = useFilterText({});
  const [problems, setProblems] = useState<ReturnType<typeof readFilterForm>["problems"]>({});
  const names: readonly FilterName[] = FILTERS[list];
  const present = new URLSearchParams(search);
  const form = useRef<HTMLFormElement>(null);
  const isThere = options !== undefined;
  useEffect(() => {
    if (isThere) form.current?.querySelector("select")?.focus();
  }, [isThere]);
  if (!options) return null;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readFilterForm(new FormData(event.currentTarget), options.currencies);
    setProblems(read.problems);
    if (Object.keys(read.problems).length > 0) return;
    goToSearch(`/${list}?${searchWith(search, { ...read.values, cursor: null, open: null })}`);
    onDone();
  };
  const field = (name: FilterName) => ({
    name,
    id: `filter-${name}`,
    label: t(`name.${name}`),
    error: problems[name] && wrong(problems[name]),
  });
  const named = (people: typeof options.requesters) => people.map(({ id, name }) => ({ value: id, label: name }));
  const choice = (name: FilterName, all: readonly Option[]) => (
    <Field {...field(name)}>
      {(control) => (
        <Select {...control} defaultValue={present.get(name) ?? ""}>
          <option value="">{t("any")}</option>
          {all.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
  const text = (name: FilterName, more: Parameters<typeof Input>[0]) => (
    <Field {...field(name)}>
      {(control) => <Input {...control} {...more} defaultValue={present.get(name) ?? ""} autoComplete="off" />}
    </Field>
  );
  const suggestions = (id: string, all: readonly string[]) => (
    <datalist id={id}>
      {all.map((one) => (
        <option key={one} value={one} />
      ))}
    </datalist>
  );
  return (
    <form
      ref={form}
      onSubmit={submit}
      noValidate
      aria-label={t("title")}
      className="scroll-slim absolute right-0 z-20 mt-1 grid max-h-[min(72dvh,38rem)] w-[min(24rem,calc(100vw-2rem))] gap-3 overflow-y-auto rounded-lg bg-surface p-4 text-sm shadow-pop [&_*]:min-w-0"
    >
      {names.includes("state") &&
        choice(
          "state",
          REFUND_STATES.map((value) => ({ value, label: words(value) })),
        )}
      <div className="grid grid-cols-2 gap-3">
        {choice(
          "gateway",
          options.gateways.map((value) => ({ value, label: gatewayName(value) })),
        )}
        {text("method", { list: "filter-methods", maxLength: 40 })}
        {text("from", { type: "date" })}
        {text("to", { type: "date" })}
      </div>
      <div className="grid grid-cols-[5.5rem_1fr_1fr] gap-3">
        {choice(
          "currency",
          options.currencies.map(({ code }) => ({ value: code, label: code })),
        )}
        {text("min", { inputMode: "decimal", className: "figures" })}
        {text("max", { inputMode: "decimal", className: "figures" })}
      </div>
      {names.includes("age") && (
        <>
          {choice(
            "age",
            AGES.map((value) => ({ value, label: says("age", value, {}) })),
          )}
          {text("reason", { list: "filter-reasons", maxLength: 64 })}
          <div className="grid grid-cols-2 gap-3">
            {choice("by", named(options.requesters))}
            {names.includes("approver") && choice("approver", named(options.approvers))}
          </div>
        </>
      )}
      {suggestions("filter-methods", options.methods)}
      {suggestions("filter-reasons", options.reasons)}
      <div className="sticky -bottom-4 -mx-4 -mb-4 flex gap-2 border-t bg-surface p-4">
        <Button type="submit" look="primary" className="flex-1">
          {t("show")}
        </Button>
        <Button onClick={onDone}>{t("close")}</Button>
      </div>
    </form>
  );
}

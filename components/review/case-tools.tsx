import { useTranslations } from "next-intl";
import { useFilterOptions } from "#components/filters/use-filter-options.ts";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { goToSearch } from "#components/ui/go-to-search.ts";
import { Select } from "#components/ui/input.tsx";
import type { SearchChange } from "#components/ui/search-string.ts";
import { SortSelect } from "#components/ui/sort-select.tsx";
import { CASE_KINDS, CASE_SORTS, SEVERITIES } from "#lib/contracts/case-names.ts";

type CaseToolsProps = { readonly params: URLSearchParams; readonly hrefWith: (change: SearchChange) => string };
type Choice = {
  readonly name: "kind" | "gateway" | "severity";
  readonly options: readonly { readonly value: string; readonly label: string }[];
};

/** So few filters that all of them are always in sight; what they narrow has an address. */
export function CaseTools({ params, hrefWith }: CaseToolsProps) {
  const t = useTranslations("review");
  const gatewayName = useGatewayName();
  const chosen = params.get("gateway");
  const gateways = useFilterOptions(true)?.gateways ?? (chosen ? [chosen] : []);
  const go = (change: SearchChange) => goToSearch(hrefWith({ ...change, cursor: null }));
  const choices: readonly Choice[] = [
    { name: "kind", options: CASE_KINDS.map((value) => ({ value, label: t(`kind.${value}`) })) },
    { name: "gateway", options: gateways.map((value) => ({ value, label: gatewayName(value) })) },
    { name: "severity", options: SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) })) },
  ];
  return (
    <div className="no-print mb-4 flex flex-wrap gap-2 max-sm:grid max-sm:grid-cols-2">
      <SortSelect
        label={t("sort")}
        value={params.get("sort") ?? "gravest"}
        options={CASE_SORTS.map((value) => ({ value, label: t(`sorts.${value}`) }))}
        onSort={(value) => go({ sort: value === "gravest" ? null : value })}
      />
      {choices.map(({ name, options }) => (
        <Select
          key={name}
          aria-label={t(`filter.${name}`)}
          value={params.get(name) ?? ""}
          onChange={({ currentTarget }) => go({ [name]: currentTarget.value })}
          isSmall
          className="pl-2 sm:max-w-64"
        >
          <option value="">{t(`any.${name}`)}</option>
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      ))}
    </div>
  );
}

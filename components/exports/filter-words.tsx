import { useTranslations } from "next-intl";
import { useFilterText } from "#components/filters/use-filter-text.ts";
import type { ExportFilter, ExportSubject } from "#lib/contracts/exports.ts";
import { FILTERS } from "#lib/contracts/filter-names.ts";

type FilterWordsProps = {
  readonly subject: ExportSubject;
  readonly filter: ExportFilter;
  /** Of the people that it names, by their IDs. */
  readonly names: Readonly<Record<string, string>>;
};

/** What a file holds, in words. */
export function FilterWords({ subject, filter, names }: FilterWordsProps) {
  const t = useTranslations("exports");
  const words = useTranslations("state");
  const says = useFilterText(names);
  const { q, state } = filter;
  const others = FILTERS[subject].flatMap((name) => {
    const value = filter[name];
    return value && name !== "state" ? [says(name, value, filter)] : [];
  });
  if (!q && !state && others.length === 0) return t("all");
  const inState = state && t(subject === "refunds" ? "state" : "refundState", { state: words(state) });
  return [inState, q && t("search", { q }), others.length > 0 && `${others.join(" · ")}.`].filter(Boolean).join(" ");
}

import { useTranslations } from "next-intl";
import type { ExportFilter, ExportSubject } from "#lib/contracts/exports.ts";

/** What a file holds, in words. */
export function FilterWords({ subject, filter }: { readonly subject: ExportSubject; readonly filter: ExportFilter }) {
  const t = useTranslations("exports");
  const words = useTranslations("state");
  const { q, state } = filter;
  if (!q && !state) return t("all");
  const inState = state && t(subject === "refunds" ? "state" : "refundState", { state: words(state) });
  return [inState, q && t("search", { q })].filter(Boolean).join(" ");
}

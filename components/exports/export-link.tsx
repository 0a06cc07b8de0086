import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { searchWith } from "#components/ui/search-string.ts";
import type { ExportSubject } from "#lib/contracts/exports.ts";

/** To the page that says what a file of this list would hold, and makes it. */
export function ExportLink({ subject, search }: { readonly subject: ExportSubject; readonly search: string }) {
  const t = useTranslations("common");
  return (
    <a href={`/exports/${subject}?${searchWith(search, { cursor: null })}`} className={buttonClass({ size: "sm" })}>
      <Download className="size-3.5" aria-hidden="true" />
      {t("export")}
    </a>
  );
}

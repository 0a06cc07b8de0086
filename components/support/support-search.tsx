import { Search } from "lucide-react";
import Form from "next/form";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

/** One field for any ID; the address carries what was searched, so that an answer can be passed on as a link. */
export function SupportSearch({ searched }: { readonly searched: string }) {
  const t = useTranslations("support");
  return (
    <search className="grid gap-2">
      <Form action="/support" className="flex gap-2">
        <div className="relative min-w-0 flex-1">
          <Search
            className="pointer-events-none absolute top-1/2 left-3.5 size-5 -translate-y-1/2 text-ink-faint"
            aria-hidden="true"
          />
          <input
            key={searched}
            type="search"
            name="q"
            aria-label={t("search")}
            placeholder={t("search")}
            aria-describedby="support-hint"
            defaultValue={searched}
            // biome-ignore lint/a11y/noAutofocus: the page is this one field.
            autoFocus
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            required
            className="h-12 w-full rounded border border-line-strong bg-surface pr-3 pl-11 text-lg placeholder:text-ink-faint focus-visible:-outline-offset-1"
          />
        </div>
        <Button type="submit" look="primary" size="lg" className="h-12!">
          {t("go")}
        </Button>
      </Form>
      <p id="support-hint" className="text-ink-soft text-sm">
        {t("hint")}
      </p>
    </search>
  );
}

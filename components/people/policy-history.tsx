import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import type { PolicyDto } from "#lib/contracts/people.ts";
import { usePolicyWords } from "./policy-words.ts";

export function PolicyHistory({ history }: { readonly history: readonly PolicyDto[] }) {
  const t = useTranslations("people.policy");
  const wordsOf = usePolicyWords();
  return (
    <ol className="divide-y text-sm">
      {history.map(({ version, document, createdBy, createdAt }) => (
        <li key={version} className="grid gap-x-6 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[16rem_minmax(0,1fr)]">
          <p className="text-ink-soft">
            <span className="font-medium text-ink">{t("version", { version })}</span> ·{" "}
            {createdAt && <Time iso={createdAt} style="short" />} · {createdBy}
          </p>
          <p>{wordsOf(document).join(" ")}</p>
        </li>
      ))}
    </ol>
  );
}

import { useTranslations } from "next-intl";
import { Fact, Facts } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { KeptProof } from "#lib/contracts/proof.ts";

/** What was proven before this release, by commands that anybody can run again. */
export function KeptProofs({ kept }: { readonly kept: readonly KeptProof[] }) {
  const t = useTranslations("proof");
  if (kept.length === 0) return <p className="text-ink-soft text-sm">{t("noneKept")}</p>;
  return (
    <div className="grid gap-5 md:grid-cols-2">
      {kept.map(({ name, title, command, at, commit, machine, figures }) => (
        <article key={name} aria-labelledby={`kept-${name}`} className="grid min-w-0 content-start gap-2">
          <h3 id={`kept-${name}`} className="font-medium text-sm" lang="en">
            {title}
          </h3>
          <Facts>
            {Object.entries(figures).map(([figure, value]) => (
              <Fact key={figure} name={figure}>
                {value}
              </Fact>
            ))}
          </Facts>
          <p className="text-ink-soft text-xs">
            <code className="font-mono">{command}</code> · {commit.slice(0, 7)} · <Time iso={at} style="short" /> ·{" "}
            {machine}
          </p>
        </article>
      ))}
    </div>
  );
}

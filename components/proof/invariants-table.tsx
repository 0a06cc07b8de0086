import { CircleAlert, CircleCheck, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { Chip } from "#components/ui/chip.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { InvariantDto } from "#lib/contracts/proof.ts";

/** What must hold, in words, and whether it does. */
export function InvariantsTable({ invariants }: { readonly invariants: readonly InvariantDto[] }) {
  const t = useTranslations("proof");
  return (
    <Table isPlain>
      <thead>
        <tr>
          <Th>{t("promise")}</Th>
          <Th>{t("holds")}</Th>
          <Th className="max-sm:hidden">{t("checked")}</Th>
          <Th numeric className="max-sm:hidden">
            {t("took")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {invariants.map(({ name, result }) => (
          <tr key={name}>
            <Td>
              <div className="flex items-baseline gap-2">
                <span className="w-8 shrink-0 font-mono text-ink-soft text-xs">{name}</span>
                <div>
                  {t(`invariant.${name as "I1"}`)}
                  {result && result.violations > 0 && (
                    <p className="mt-1 break-all font-mono text-red text-xs">{result.sample.join(" ")}</p>
                  )}
                </div>
              </div>
            </Td>
            <Td>
              <Verdict result={result} />
            </Td>
            <Td className="text-ink-soft max-sm:hidden">{result && <Time iso={result.checkedAt} style="short" />}</Td>
            <Td numeric className="text-ink-soft max-sm:hidden">
              {result && t("ms", { ms: result.tookMs })}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Verdict({ result }: { readonly result: InvariantDto["result"] }) {
  const t = useTranslations("proof");
  if (!result)
    return (
      <Chip tone="grey" icon={<Clock aria-hidden="true" />}>
        {t("notYet")}
      </Chip>
    );
  return result.violations === 0 ? (
    <Chip tone="green" icon={<CircleCheck aria-hidden="true" />}>
      {t("yes")}
    </Chip>
  ) : (
    <Chip tone="red" icon={<CircleAlert aria-hidden="true" />}>
      {t("broken", { count: result.violations })}
    </Chip>
  );
}

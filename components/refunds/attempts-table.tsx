import { useTranslations } from "next-intl";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { AttemptDto } from "#lib/contracts/refund.ts";
import { useCauseWord } from "./use-cause-word.ts";

/** Every exchange with the gateway about this refund, in the gateway's own words. */
export function AttemptsTable({ attempts }: { readonly attempts: readonly AttemptDto[] }) {
  const t = useTranslations("refund");
  const causeWord = useCauseWord();
  if (attempts.length === 0) return <p className="px-4 pb-4 text-ink-soft text-sm">{t("attemptsNone")}</p>;
  return (
    <Table isPlain>
      <caption className="sr-only">{t("attempts")}</caption>
      <thead>
        <tr>
          <Th numeric className="w-12">
            {t("attemptColumn.number")}
          </Th>
          <Th>{t("attemptColumn.what")}</Th>
          <Th>{t("attemptColumn.outcome")}</Th>
          <Th className="max-md:hidden print:table-cell">{t("attemptColumn.started")}</Th>
          <Th className="max-sm:hidden print:table-cell">{t("attemptColumn.words")}</Th>
        </tr>
      </thead>
      <tbody>
        {attempts.map((attempt) => (
          <tr key={`${attempt.kind} ${attempt.number} ${attempt.startedAt}`}>
            <Td numeric className="text-ink-faint">
              {attempt.number}
            </Td>
            <Td>{t(`attemptKind.${attempt.kind}`)}</Td>
            <Td>
              {t.has(`outcome.${attempt.outcome}` as never)
                ? t(`outcome.${attempt.outcome}` as never)
                : attempt.outcome}
            </Td>
            <Td className="text-ink-soft max-md:hidden print:table-cell">
              <Time iso={attempt.startedAt} style="clock" />
              <Took attempt={attempt} />
            </Td>
            <Td className="max-w-[24rem] truncate text-ink-soft max-sm:hidden print:table-cell print:whitespace-normal">
              <bdi>
                {[attempt.gatewayCode, attempt.gatewayText ?? (attempt.cause && causeWord(attempt.cause))]
                  .filter(Boolean)
                  .join(" ") || "–"}
              </bdi>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Took({ attempt }: { readonly attempt: AttemptDto }) {
  if (!attempt.endedAt) return null;
  const tookMs = Date.parse(attempt.endedAt) - Date.parse(attempt.startedAt);
  return (
    <span className="figures ml-2 text-ink-faint">
      {tookMs < 1000 ? `${tookMs} ms` : `${(tookMs / 1000).toFixed(1)} s`}
    </span>
  );
}

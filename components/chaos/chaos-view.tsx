"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ChaosDto, StartChaosInput } from "#lib/contracts/chaos.ts";
import type { ActionResult } from "#lib/contracts/views.ts";
import { ChaosForm } from "./chaos-form.tsx";
import { ChaosRun } from "./chaos-run.tsx";

type ChaosViewProps = {
  readonly initial: ChaosDto;
  readonly start: (input: StartChaosInput) => Promise<ActionResult<unknown>>;
};

/** The gateway's books change without a hint to us, so that this page looks for itself. */
const LOOKS_EVERY_MS = 1_000;

/** Something is broken on the left; what the desk makes of it is told on the right, as it happens. */
export function ChaosView({ initial, start }: ChaosViewProps) {
  const t = useTranslations("chaos");
  const queries = useQueryClient();
  const { data: chaos = initial } = useDeskQuery<ChaosDto>({
    queryKey: queryKeys.chaos(),
    path: "/api/desk/chaos",
    initial,
    everyMs: LOOKS_EVERY_MS,
  });
  const look = () => queries.invalidateQueries({ queryKey: queryKeys.chaos() });
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <ChaosForm stages={chaos.stages} start={start} onStarted={look} />
      {chaos.runs.length === 0 ? (
        <div className="rounded-lg border bg-surface">
          <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
        </div>
      ) : (
        <ul className="grid gap-3" aria-label={t("runs")}>
          {chaos.runs.map((run) => (
            <li key={run.refundId}>
              <ChaosRun run={run} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

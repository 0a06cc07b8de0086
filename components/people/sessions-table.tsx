import { useTranslations } from "next-intl";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { SessionDto } from "#lib/contracts/people.ts";
import { browserName } from "./browser-name.ts";
import { ConfirmedStep } from "./confirmed-step.tsx";
import { EndSession } from "./end-session.tsx";
import type { FormAction } from "./form-action.ts";

type SessionsTableProps = {
  readonly sessions: readonly SessionDto[];
  readonly end: FormAction;
  readonly everywhere: FormAction<{ readonly ended: number }>;
};

export function SessionsTable({ sessions, end, everywhere }: SessionsTableProps) {
  const t = useTranslations("people.profile");
  return (
    <>
      <Table aria-label={t("sessions")}>
        <thead>
          <tr>
            <Th>{t("browser")}</Th>
            <Th className="max-sm:hidden">{t("address")}</Th>
            <Th className="max-sm:hidden">{t("since")}</Th>
            <Th className="max-sm:hidden">{t("lastSeen")}</Th>
            <Th className="relative">
              <span className="sr-only">{t("end")}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id}>
              <Td className="font-medium" title={session.userAgent ?? undefined}>
                {browserName(session.userAgent) ?? t("unknownBrowser")}
                <span className="figures block break-all font-normal text-ink-soft text-xs sm:hidden">
                  {session.ip ?? "–"} · <Time iso={session.lastSeenAt} style="short" />
                </span>
              </Td>
              <Td className="figures text-ink-soft max-sm:hidden">{session.ip ?? "–"}</Td>
              <Td className="text-ink-soft max-sm:hidden">
                <Time iso={session.createdAt} />
              </Td>
              <Td className="text-ink-soft max-sm:hidden">
                <Time iso={session.lastSeenAt} />
              </Td>
              <Td className="text-right">
                {session.isThis ? (
                  <span className="text-ink-faint">{t("thisOne")}</span>
                ) : (
                  <EndSession action={end} sessionId={session.id} />
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <div className="border-t px-4 py-3">
        <ConfirmedStep
          action={everywhere}
          fields={{}}
          ask={t("everywhere")}
          text={t("everywhereText")}
          confirm={t("everywhereConfirm")}
        />
      </div>
    </>
  );
}

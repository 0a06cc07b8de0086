import { useTranslations } from "next-intl";
import { Chip, type Tone } from "#components/ui/chip.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { MailDto, MailPageDto } from "#lib/contracts/notices.ts";
import { topicOf } from "#lib/domain/notice.ts";

const TONES: Readonly<Record<MailDto["state"], Tone>> = {
  waiting: "amber",
  sent: "green",
  kept: "blue",
  gave_up: "red",
  no_server: "grey",
  not_wanted: "grey",
};

/** Each mail, what became of it and, where it was kept, what it says. */
export function MailsList({ page }: { readonly page: MailPageDto }) {
  const t = useTranslations("mails");
  if (page.items.length === 0) return <EmptyState title={t("none.title")}>{t("none.text")}</EmptyState>;
  return (
    <ul aria-label={t("title")} className="divide-y border-t">
      {page.items.map((mail) => (
        <li key={mail.id} className="px-4 py-3 text-sm">
          <MailRow mail={mail} />
        </li>
      ))}
    </ul>
  );
}

function MailRow({ mail }: { readonly mail: MailDto }) {
  const t = useTranslations("mails");
  const topic = useTranslations("notices.wishes.topic");
  const { kept, state, tries, lastError } = mail;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-1">
      <p className="min-w-0 break-words font-medium">{kept?.subject ?? topic(topicOf(mail.kind))}</p>
      <Chip tone={TONES[state]} className="justify-self-end">
        {t(`state.${state}`)}
      </Chip>
      <p className="min-w-0 break-words text-ink-soft text-xs">
        {t("to", { name: kept ? `${mail.to} <${kept.to}>` : mail.to })}
        {tries > 1 && <> · {t("tries", { count: tries })}</>}
        {lastError && <> · {t("lastError", { cause: lastError })}</>}
      </p>
      <span className="figures text-ink-faint text-xs">
        <Time iso={mail.at} style="short" />
      </span>
      {kept && (
        <details className="col-span-2 mt-1">
          <summary className="w-fit font-medium text-accent text-xs hover:underline">{t("read")}</summary>
          <pre className="mt-2 whitespace-pre-wrap break-words rounded bg-sunken p-3 font-mono text-xs">
            {kept.text}
          </pre>
        </details>
      )}
    </div>
  );
}

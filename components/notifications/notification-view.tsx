"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { StateChip } from "#components/refunds/state-chip.tsx";
import { Fact, Facts, Section } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Money } from "#components/ui/money.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import type { NotificationDto, NotificationSaysDto } from "#lib/contracts/notifications.ts";
import { Replay, type ReplayNotification } from "./replay.tsx";
import { Signature } from "./signature.tsx";
import { useEffectWords } from "./use-effect-words.ts";

type NotificationViewProps = { readonly initial: NotificationDto; readonly replay: ReplayNotification };

/** One message: what became of it first, what it says next, and the bytes themselves last. */
export function NotificationView({ initial, replay }: NotificationViewProps) {
  const t = useTranslations("notifications");
  const gatewayName = useGatewayName();
  const { data: message = initial } = useDeskQuery<NotificationDto>({
    queryKey: queryKeys.notification(initial.id),
    path: `/api/desk/notifications/${initial.id}`,
    initial,
  });
  return (
    <>
      <PageHeader
        over={
          <Link href="/notifications" prefetch={false} className="hover:text-accent hover:underline">
            {t("back")}
          </Link>
        }
        title={t("heading")}
        under={
          <>
            <span className="font-medium text-ink">
              {gatewayName(message.gateway)} · {message.account.label}
            </span>
            <Time iso={message.receivedAt} />
          </>
        }
      />
      <div className="grid max-w-[64rem] gap-5">
        <div className="grid gap-5 rounded-lg border bg-surface p-5">
          <Outcome message={message} />
          {message.mayReplay && <Replay notificationId={message.id} replay={replay} />}
        </div>
        {message.says && (
          <Section id="says" title={t("says")}>
            <Says says={message.says} />
          </Section>
        )}
        <Section id="raw" title={t("raw")}>
          <Raw message={message} />
        </Section>
      </div>
    </>
  );
}

function Outcome({ message }: { readonly message: NotificationDto }) {
  const t = useTranslations("notifications");
  const { icon: Icon, word, sentence } = useEffectWords()(message.effect);
  const { refund, caseId, orderId } = message;
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <p className="flex items-center gap-2 font-semibold text-lg">
          <Icon className="size-5 shrink-0" aria-hidden="true" strokeWidth={2.25} />
          {word}
        </p>
        <p className="max-w-[62ch] text-ink-soft text-sm">
          {sentence}{" "}
          {caseId && (
            <Link href={`/review#case-${caseId}`} prefetch={false} className="text-accent underline underline-offset-2">
              {t("toCase")}
            </Link>
          )}
        </p>
      </div>
      <Facts>
        <Fact name={t("column.signature")}>
          <Signature verdict={message.verdict} />
        </Fact>
        {refund && (
          <Fact name={t("refund")}>
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Link
                href={`/refunds/${refund.id}`}
                prefetch={false}
                className="break-all font-mono text-[0.93em] text-accent hover:underline"
              >
                {refund.reference}
              </Link>
              <StateChip state={refund.state} />
            </span>
          </Fact>
        )}
        {orderId && (
          <Fact name={t("order")}>
            <Link
              href={`/orders/${encodeURIComponent(orderId)}`}
              prefetch={false}
              className="break-all font-mono text-[0.93em] text-accent hover:underline"
            >
              {orderId}
            </Link>
          </Fact>
        )}
        <Fact name={t("came")}>{t("copies", { count: message.copies })}</Fact>
        {message.processedAt && (
          <Fact name={t("processed")}>
            <Time iso={message.processedAt} />
          </Fact>
        )}
        {message.failures > 0 && <Fact name={t("broke")}>{t("brokeTimes", { count: message.failures })}</Fact>}
      </Facts>
    </div>
  );
}

function Says({ says }: { readonly says: NotificationSaysDto }) {
  const t = useTranslations("notifications");
  return (
    <Facts>
      <Fact name={t(`about.${says.about}`)}>
        <Copyable value={says.reference} />
      </Fact>
      <Fact name={t("result")}>{t(`results.${says.result}`)}</Fact>
      <Fact name={t("amount")}>
        <Money amount={says.amount} currency={says.currency} />
      </Fact>
      {says.gatewayRef && (
        <Fact name={t("gatewayRef")}>
          <Copyable value={says.gatewayRef} />
        </Fact>
      )}
      {says.fault && (
        <Fact name={t("words")}>
          <bdi>
            {says.fault.code} {says.fault.text}
          </bdi>
        </Fact>
      )}
    </Facts>
  );
}

function Raw({ message: { contentType, query, body } }: { readonly message: NotificationDto }) {
  const t = useTranslations("notifications");
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-ink-soft">{t("rawText")}</p>
      {contentType && <p className="font-mono text-ink-soft text-xs">{contentType}</p>}
      {query && <Bytes>{`?${query}`}</Bytes>}
      {body ? <Bytes>{body}</Bytes> : <p className="text-ink-soft">{t("rawEmpty")}</p>}
    </div>
  );
}

function Bytes({ children }: { readonly children: string }) {
  return (
    <pre className="wrap-anywhere whitespace-pre-wrap rounded bg-sunken p-3 font-mono text-xs leading-relaxed">
      <bdi>{children}</bdi>
    </pre>
  );
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorSentence } from "#components/shell/use-error-sentence.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ActionResult } from "#lib/contracts/views.ts";
import type { NotificationEffect } from "#lib/domain/notification-effect.ts";
import { useEffectWords } from "./use-effect-words.ts";

type Replayed = ActionResult<{ readonly effect: NotificationEffect }>;
export type ReplayNotification = (input: { readonly notificationId: string }) => Promise<Replayed>;

type ReplayProps = { readonly notificationId: string; readonly replay: ReplayNotification };

/** Safe at any time, so it asks for no confirmation: equal facts are one fact. */
export function Replay({ notificationId, replay }: ReplayProps) {
  const t = useTranslations("notifications");
  const queries = useQueryClient();
  const [isRunning, run] = useTransition();
  const [result, setResult] = useState<Replayed | null>(null);
  const again = () =>
    run(async () => {
      setResult(await replay({ notificationId }).catch(() => UNREACHED));
      await queries.invalidateQueries({ queryKey: ["notification"] });
    });
  return (
    <div className="grid gap-3 border-t pt-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="max-w-[52ch] text-ink-soft text-sm">{t("replayText")}</p>
        <Button pending={isRunning} onClick={again} icon={<RotateCw className="size-4" aria-hidden="true" />}>
          {t("replay")}
        </Button>
      </div>
      {result && <Answer result={result} />}
    </div>
  );
}

const UNREACHED = { ok: false, code: "unavailable", sentence: "", errors: [], detail: {}, eventId: null } as const;

function Answer({ result }: { readonly result: Replayed }) {
  const t = useTranslations("notifications");
  const sentence = useErrorSentence();
  const words = useEffectWords();
  if (!result.ok)
    return (
      <Notice urgent tone="danger">
        {sentence(result)}
      </Notice>
    );
  return (
    <Notice urgent tone="info" title={t("replayed")}>
      {words(result.value.effect).sentence}
    </Notice>
  );
}

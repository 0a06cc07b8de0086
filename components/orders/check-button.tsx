"use client";

import { useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorSentence } from "#components/shell/use-error-sentence.ts";
import { Button } from "#components/ui/button.tsx";
import { moneyText } from "#components/ui/money-text.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PaymentDto } from "#lib/contracts/order.ts";
import type { ActionResult } from "#lib/contracts/views.ts";

type Checked = {
  readonly payment: PaymentDto;
  readonly difference: string | null;
  readonly candidates?: readonly unknown[] | undefined;
};
export type CheckPayment = (input: { paymentId: string }) => Promise<ActionResult<Checked>>;

type CheckButtonProps = {
  readonly payment: PaymentDto;
  readonly mayCheck: boolean;
  readonly checkPayment: CheckPayment;
};

/** Asks the gateway about this payment, now; says what it said and when. Moves no money. */
export function CheckButton({ payment, mayCheck, checkPayment }: CheckButtonProps) {
  const t = useTranslations("order");
  const sentence = useErrorSentence();
  const queries = useQueryClient();
  const [isAsking, startAsking] = useTransition();
  const [answer, setAnswer] = useState<ActionResult<Checked> | null>(null);

  const ask = () =>
    startAsking(async () => {
      setAnswer(await checkPayment({ paymentId: payment.id }).catch(() => UNREACHED));
      await queries.invalidateQueries({ queryKey: ["order", payment.orderId] });
    });
  return (
    <>
      <Button
        pending={isAsking}
        disabled={!mayCheck}
        onClick={ask}
        icon={<RefreshCw className="size-4" aria-hidden="true" />}
      >
        {t("check")}
      </Button>
      <div className="basis-full empty:hidden" aria-live="polite">
        {answer?.ok && <Said checked={answer.value} />}
        {answer && !answer.ok && (
          <Notice tone="warning" title={sentence(answer)}>
            <GatewaysWords detail={answer.detail} />
          </Notice>
        )}
      </div>
    </>
  );
}

const UNREACHED = { ok: false, code: "unavailable", sentence: "", errors: [], detail: {}, eventId: null } as const;

/** What the gateway said when it refused, as it said it. */
function GatewaysWords({ detail }: { readonly detail: Readonly<Record<string, unknown>> }) {
  const words = [detail.code, detail.text].filter((word) => typeof word === "string" && word !== "");
  return words.length > 0 ? <bdi>{words.join(" ")}</bdi> : null;
}

function Said({ checked: { payment, difference, candidates } }: { readonly checked: Checked }) {
  const t = useTranslations("order");
  const amount = difference && moneyText(difference.replace("-", ""), payment.currency);
  const text = candidates?.length
    ? t("checkCandidates")
    : amount
      ? t(difference.startsWith("-") ? "checkLess" : "checkDifference", { difference: amount })
      : t("checkSame");
  return (
    <Notice tone={difference || candidates?.length ? "warning" : "good"}>
      {text} {payment.checkedAt && <Time iso={payment.checkedAt} style="clock" className="text-ink-faint" />}
    </Notice>
  );
}

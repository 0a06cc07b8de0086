"use client";

import { unstable_rethrow, useRouter } from "next/navigation";
import {
  type FormEvent,
  type RefObject,
  startTransition,
  useActionState,
  useEffect,
  useRef,
  useState,
  useTransition,
} from "react";
import { strictAmount } from "#components/ui/money-text.ts";
import { EMPTY_FORM, type FormState } from "#lib/contracts/form.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { forget, freshKey, recall, remember } from "./request-memory.ts";

type Requested = FormState<{ readonly id: string; readonly reference: string; readonly state: RefundState }>;
export type RequestRefund = (state: Requested, form: FormData) => Promise<Requested>;
type Values = Readonly<Record<string, string>>;
type Answer = Requested["result"] | "lost";

/** The errors after which the equation on the page is no longer true. */
const BALANCE_MOVED = ["balance_changed", "refund_exceeds_balance", "duplicate_refund_suspected"];

/**
 * The state of a refund form; `place` is what it asks for money of, and what its memory is filed under. Without JavaScript the browser posts the form to the same action, with the same
 * key, and the page comes back with the answer. With it, nothing typed is ever lost, whatever the answer.
 */
export function useRefundRequest(
  { place, currencyDigits }: { readonly place: string; readonly currencyDigits: number },
  action: RequestRefund,
  offeredKey: string,
) {
  const router = useRouter();
  const formRef = useRef<HTMLFormElement>(null);
  const [posted, postWithoutScript] = useActionState<Requested, FormData>(action, EMPTY_FORM);
  const [requestKey, setRequestKey] = useState(posted.values.requestKey ?? offeredKey);
  const [values, setValues] = useState<Values>(posted.values);
  const [answer, setAnswer] = useState<Answer>(posted.result);
  const [isRestored, setRestored] = useState(false);
  const [isSending, startSending] = useTransition();

  useEffect(() => {
    const earlier = recall(place);
    setRequestKey((key) => earlier?.requestKey ?? freshKey(key));
    // What was typed before the page was ready to listen stays (A06).
    setValues(earlier?.values ?? typedIn(formRef));
    setRestored(earlier !== null);
  }, [place]);
  useLeaveWarning(isSending);

  const send = (form: FormData) =>
    startSending(async () => {
      const typed = Object.fromEntries(
        [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      );
      for (const [name, text] of Object.entries(typed))
        if (isAmount(name)) form.set(name, strictAmount(text, currencyDigits));
      remember(place, { requestKey, values: typed });
      try {
        const { result } = await action(EMPTY_FORM, form);
        forget(place, { requestKey, isUsed: false });
        // In one transition: the answer stands beside the balance that it speaks of, and the next press carries its token.
        startTransition(() => {
          setRestored(false);
          setAnswer(result);
          if (result?.ok === false && BALANCE_MOVED.includes(result.code)) router.refresh();
        });
      } catch (error) {
        if (isRedirect(error)) forget(place, { requestKey, isUsed: true });
        unstable_rethrow(error);
        setAnswer("lost");
      }
    });

  return {
    formRef,
    values,
    answer,
    requestKey,
    isRestored,
    isSending,
    postWithoutScript,
    set: (name: string, value: string) => setValues((all) => ({ ...all, [name]: value })),
    submit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      const { submitter } = event.nativeEvent as SubmitEvent;
      if (!isSending) send(new FormData(event.currentTarget, submitter));
    },
  };
}

function isAmount(name: string): boolean {
  return name === "amount" || name.startsWith("part.");
}

function typedIn(form: RefObject<HTMLFormElement | null>): Values {
  if (!form.current) return {};
  const entries = [...new FormData(form.current)].filter(
    ([name, value]) => typeof value === "string" && !name.startsWith("$"),
  );
  return Object.fromEntries(entries) as Values;
}

function isRedirect(error: unknown): boolean {
  return error instanceof Error && "digest" in error && String(error.digest).startsWith("NEXT_REDIRECT");
}

function useLeaveWarning(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isOn]);
}

import { useTranslations } from "next-intl";
import { useErrorSentence } from "#components/shell/use-error-sentence.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { ActionResult } from "#lib/contracts/views.ts";
import type { FieldErrors } from "./use-field-errors.ts";

type FormAnswerProps = {
  readonly answer: ActionResult<unknown> | "lost" | null;
  readonly errors: FieldErrors;
  /** What can be refunded now. */
  readonly refundable: string;
};

/** What became of the request, where it did not become a refund; always says whether anything was requested. */
export function FormAnswer({ answer, errors, refundable }: FormAnswerProps) {
  return (
    <div id="form-answer" tabIndex={-1} className="outline-none empty:hidden">
      {answer === "lost" && <Lost />}
      {answer && answer !== "lost" && !answer.ok && (
        <Refused refusal={answer} errors={errors} refundable={refundable} />
      )}
    </div>
  );
}

function Lost() {
  const t = useTranslations("refundForm");
  return (
    <Notice urgent tone="warning" title={t("lost")}>
      {t("lostText")}
    </Notice>
  );
}

function Refused({
  refusal,
  errors,
  refundable,
}: {
  readonly refusal: Extract<ActionResult<never>, { ok: false }>;
  readonly errors: FieldErrors;
  readonly refundable: string;
}) {
  const t = useTranslations("refundForm");
  const sentence = useErrorSentence();
  switch (refusal.code) {
    case "duplicate_refund_suspected":
      return (
        <Notice urgent tone="warning" title={t("duplicate")}>
          {t("duplicateText")}
        </Notice>
      );
    case "balance_changed":
      return (
        <Notice urgent tone="warning" title={t("balanceChanged")}>
          {t("balanceChangedText", { amount: refundable })}
        </Notice>
      );
    case "unauthorized":
      return (
        <Notice urgent tone="warning" title={t("signedOut")}>
          {t("signedOutText")}{" "}
          <a href="/sign-in" target="_blank" rel="noreferrer" className="font-medium text-accent underline">
            {t("signIn")}
          </a>
        </Notice>
      );
    default:
      return (
        <Notice urgent tone="danger" title={sentence(refusal)}>
          <Problems errors={errors} />
        </Notice>
      );
  }
}

function Problems({ errors }: { readonly errors: FieldErrors }) {
  const fields = Object.keys(errors);
  if (fields.length < 2) return null;
  return (
    <ul className="list-disc pl-4">
      {fields.map((field) => (
        <li key={field}>
          <a href={`#field-${field}`} className="underline">
            {errors[field]}
          </a>
        </li>
      ))}
    </ul>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ImportReport } from "#lib/contracts/order-csv.ts";
import { ImportReportView } from "./import-report-view.tsx";
import { type UploadAnswer, uploadOrders } from "./upload-orders.ts";

/** Looks first, stores second: the button that imports appears only under the report of the same file. */
export function ImportForm() {
  const t = useTranslations("people.import");
  const [file, setFile] = useState<File | null>(null);
  const [pending, setPending] = useState<"check" | "import" | null>(null);
  const [answer, setAnswer] = useState<UploadAnswer | null>(null);

  const send = async (chosen: File, step: "check" | "import") => {
    setPending(step);
    setAnswer(await uploadOrders(chosen, { dryRun: step === "check" }));
    setPending(null);
  };
  const check = (event: FormEvent) => {
    event.preventDefault();
    if (file && !pending) void send(file, "check");
  };
  return (
    <form onSubmit={check} className="grid gap-4">
      <Field name="file" label={t("file")} hint={t("fileHint")}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".csv,text/csv"
            className="max-w-full rounded border border-line-strong border-dashed bg-sunken p-3 text-sm file:mr-3 file:rounded file:border file:border-line-strong file:bg-surface file:px-3 file:py-1.5 file:font-medium"
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              setAnswer(null);
            }}
          />
        )}
      </Field>
      <div>
        <Button
          type="submit"
          look={canImport(answer) ? "secondary" : "primary"}
          disabled={!file}
          pending={pending === "check"}
        >
          {t("check")}
        </Button>
        <noscript>{t("needsJavaScript")}</noscript>
      </div>
      <div aria-live="polite" className="grid gap-4">
        {answer?.kind === "refused" && (
          <Notice tone="danger" title={t("refused")}>
            {answer.sentences.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </Notice>
        )}
        {answer?.kind === "unreachable" && <Notice tone="danger" title={t("unreachable")} />}
        {answer?.kind === "report" && <ImportReportView report={answer.report} />}
      </div>
      {file && canImport(answer) && (
        <div>
          <Button look="primary" pending={pending === "import"} onClick={() => void send(file, "import")}>
            {t("import", { count: answer.report.created + answer.report.updated })}
          </Button>
        </div>
      )}
    </form>
  );
}

function canImport(answer: UploadAnswer | null): answer is { kind: "report"; report: ImportReport } {
  return answer?.kind === "report" && answer.report.dryRun && answer.report.created + answer.report.updated > 0;
}

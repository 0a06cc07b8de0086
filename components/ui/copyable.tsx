"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { cx } from "./cx.ts";

type CopyableProps = {
  readonly value: string;
  /** Shows only the ends of a long ID; the whole is in the title, for screen readers and in the clipboard. */
  readonly short?: boolean;
  readonly className?: string;
};

/** An ID that one press copies. */
export function Copyable({ value, short = false, className }: CopyableProps) {
  const t = useTranslations("common");
  const [isCopied, setCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1200);
    return () => clearTimeout(timer);
  }, [isCopied]);

  return (
    <span className={cx("group/copy inline-flex max-w-full items-center gap-1 font-mono text-[0.93em]", className)}>
      <span title={value} className="truncate">
        {short && value.length > 14 ? <Ends value={value} /> : value}
      </span>
      <button
        type="button"
        data-copy=""
        aria-label={t("copy", { value })}
        onClick={async () => {
          await navigator.clipboard.writeText(value);
          setCopied(true);
        }}
        className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-faint opacity-0 hover:bg-hover hover:text-ink focus-visible:opacity-100 group-hover/copy:opacity-100 max-lg:opacity-100"
      >
        {isCopied ? (
          <Check className="size-3.5 text-green" aria-hidden="true" />
        ) : (
          <Copy className="size-3.5" aria-hidden="true" />
        )}
      </button>
      <span aria-live="polite" className="sr-only">
        {isCopied ? t("copied") : ""}
      </span>
    </span>
  );
}

function Ends({ value }: { readonly value: string }) {
  return (
    <>
      <span aria-hidden="true">
        {value.slice(0, 6)}…{value.slice(-4)}
      </span>
      <span className="sr-only">{value}</span>
    </>
  );
}

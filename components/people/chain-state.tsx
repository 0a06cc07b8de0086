import { Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { AuditPageDto } from "#lib/contracts/people.ts";

/** Each entry is sealed with the hash of the one before it, so that a changed or missing one shows. */
export function ChainState({ chain }: { readonly chain: AuditPageDto["chain"] }) {
  const t = useTranslations("people.audit");
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-soft text-xs">
      <Link2 className="size-4 text-ink-faint" aria-hidden="true" />
      {t("chain", { sealed: Number(chain.sealed), waiting: chain.waiting })}
      {chain.lastHash && <code className="font-mono text-ink-faint">{chain.lastHash.slice(0, 16)}…</code>}
      <span>{t("chainVerify")}</span>
    </p>
  );
}

import { useTranslations } from "next-intl";
import { Copyable } from "#components/ui/copyable.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Time } from "#components/ui/time.tsx";
import type { OneTimeLinkDto } from "#lib/contracts/people.ts";

/** Shown once: only its hash is kept, so a lost link is replaced, not looked up. */
export function OneTimeLink({ link, origin }: { readonly link: OneTimeLinkDto; readonly origin: string }) {
  const t = useTranslations("people.user");
  return (
    <Notice tone="good" urgent title={t("linkTitle", { email: link.email })}>
      <p>
        {t("linkText")} <Time iso={link.expiresAt} />
      </p>
      <p className="mt-1 break-all text-ink">
        <Copyable value={`${origin}${link.path}`} />
      </p>
    </Notice>
  );
}

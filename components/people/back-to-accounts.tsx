import Link from "next/link";
import { useTranslations } from "next-intl";

export function BackToAccounts() {
  const t = useTranslations("people.account");
  return (
    <p>
      <Link
        href="/settings/gateway-accounts"
        prefetch={false}
        className="text-ink-soft text-sm underline-offset-2 hover:underline"
      >
        {t("back")}
      </Link>
    </p>
  );
}

import { useTranslations } from "next-intl";

/** A plain form: works before and without JavaScript. */
export function SignOutForm() {
  const t = useTranslations("signIn");
  return (
    <form method="post" action="/api/auth/sign-out">
      <button type="submit" className="w-full rounded px-2 py-1.5 text-left font-medium text-sm hover:bg-hover">
        {t("signOut")}
      </button>
    </form>
  );
}

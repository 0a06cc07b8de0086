import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EntryFrame } from "#components/people/entry-frame.tsx";
import { SignInForm } from "#components/people/sign-in-form.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { homeOf } from "#lib/auth/home-of.ts";
import { ownPath } from "#lib/auth/own-path.ts";
import { maybeOperatorContext } from "#lib/server.ts";
import { signInAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

type Query = {
  readonly callbackUrl?: string | string[];
  readonly notice?: string | string[];
  readonly error?: string | string[];
};

export default async function SignInPage({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const { callbackUrl, notice, error } = await searchParams;
  const next = ownPath(typeof callbackUrl === "string" ? callbackUrl : null);
  const context = await maybeOperatorContext({ isActivity: false });
  if (context) redirect(next ?? homeOf(context.operator.role));

  const t = await getTranslations("signIn");
  return (
    <EntryFrame title={t("title")}>
      {notice === "password-set" && <Notice tone="good" title={t("passwordSet")} />}
      {error && <Notice tone="danger" title={t("failed")} />}
      <ClientMessages of={["signIn", "peopleFields", "errors", "fieldErrors"]}>
        <SignInForm action={signInAction} callbackUrl={next} />
      </ClientMessages>
      <p className="text-ink-soft text-xs">{t("help")}</p>
    </EntryFrame>
  );
}

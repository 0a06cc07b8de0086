import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ChoosePasswordForm } from "#components/people/choose-password-form.tsx";
import { EntryFrame } from "#components/people/entry-frame.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { readUserToken, services } from "#lib/server.ts";
import { setPasswordAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("choose.title") };
}

export default async function InvitePage({ params }: { readonly params: Promise<{ readonly token: string }> }) {
  const { token } = await params;
  const [found, t] = await Promise.all([readUserToken(services(), token), getTranslations("signIn")]);
  if (!found.ok) {
    return (
      <EntryFrame title={t("choose.gone")} under={t("choose.goneText")}>
        <ButtonLink href="/sign-in">{t("choose.toSignIn")}</ButtonLink>
      </EntryFrame>
    );
  }
  const { email, name, purpose } = found.value;
  return (
    <EntryFrame title={t("choose.title")} under={t(`choose.${purpose}`, { name })}>
      <ClientMessages of={["signIn", "peopleFields", "errors", "fieldErrors"]}>
        <ChoosePasswordForm action={setPasswordAction} token={token} email={email} />
      </ClientMessages>
    </EntryFrame>
  );
}

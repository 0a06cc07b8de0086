import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { NoticeWishesForm } from "#components/notices/notice-wishes-form.tsx";
import { PasswordForm } from "#components/people/password-form.tsx";
import { ProfileForm } from "#components/people/profile-form.tsx";
import { SessionsTable } from "#components/people/sessions-table.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { SingleKeys } from "#components/shell/single-keys.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { PREFERENCE_COOKIES } from "#lib/i18n.ts";
import { operatorContext, readNoticeWishes, readProfile } from "#lib/server.ts";
import {
  changePasswordAction,
  endSessionAction,
  saveNoticeWishesAction,
  signOutEverywhereAction,
  updateProfileAction,
} from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.profile"))("title") };
}

export default async function ProfilePage() {
  const context = await operatorContext();
  const [profile, wishes, t, shell, jar] = await Promise.all([
    readProfile(context),
    readNoticeWishes(context),
    getTranslations("people.profile"),
    getTranslations("shell"),
    cookies(),
  ]);
  if (!profile.ok) return <PageProblem error={profile.error} />;
  if (!wishes.ok) return <PageProblem error={wishes.error} />;
  const { email, role, sessions } = profile.value;
  return (
    <ClientMessages of={["people", "peopleFields", "fieldErrors", "errors", "notices"]}>
      <PageHeader title={t("title")} under={`${email} · ${shell(`role.${role}`)}`} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Section id="about-you" title={t("about")}>
          <ProfileForm action={updateProfileAction} profile={profile.value} />
        </Section>
        <Section id="password" title={t("password")}>
          <PasswordForm action={changePasswordAction} email={email} />
        </Section>
        <Section id="notices" title={t("notices")}>
          <NoticeWishesForm action={saveNoticeWishesAction} wishes={wishes.value} />
        </Section>
        <Section id="keys" title={t("keys")}>
          <SingleKeys isOn={jar.get(PREFERENCE_COOKIES.keys)?.value !== "off"} />
        </Section>
        <Section id="sessions" title={t("sessions")} flush className="lg:col-span-2">
          <SessionsTable sessions={sessions} end={endSessionAction} everywhere={signOutEverywhereAction} />
        </Section>
      </div>
    </ClientMessages>
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InviteUserForm } from "#components/people/invite-user-form.tsx";
import { UsersTable } from "#components/people/users-table.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Section } from "#components/ui/card.tsx";
import { webEnv } from "#lib/env.ts";
import { listUsers, operatorContext } from "#lib/server.ts";
import { inviteUserAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.users") };
}

export default async function UsersPage() {
  const [users, t] = await Promise.all([listUsers(await operatorContext()), getTranslations("people")]);
  if (!users.ok) return <PageProblem error={users.error} />;
  return (
    <>
      <Section id="users" title={t("place.users")} flush>
        <UsersTable users={users.value} />
      </Section>
      <Section id="invite" title={t("user.invite")}>
        <InviteUserForm action={inviteUserAction} origin={webEnv().NEXTAUTH_URL} />
      </Section>
    </>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { UserAccess } from "#components/people/user-access.tsx";
import { UserForm } from "#components/people/user-form.tsx";
import { UserStatus } from "#components/people/user-status.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Section } from "#components/ui/card.tsx";
import { appError } from "#lib/domain/error-codes.ts";
import { webEnv } from "#lib/env.ts";
import { listUsers, operatorContext } from "#lib/server.ts";
import { disableUserAction, enableUserAction, resetUserAction, updateUserAction } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.users") };
}

export default async function UserPage({ params }: { readonly params: Promise<{ readonly userId: string }> }) {
  const [{ userId }, context, t] = await Promise.all([params, operatorContext(), getTranslations("people")]);
  const users = await listUsers(context);
  if (!users.ok) return <PageProblem error={users.error} />;
  const user = users.value.find((one) => one.id === userId);
  if (!user) return <PageProblem error={appError("user_not_found")} />;

  const access = { disable: disableUserAction, enable: enableUserAction, reset: resetUserAction };
  return (
    <>
      <p>
        <Link
          href="/settings/users"
          prefetch={false}
          className="text-ink-soft text-sm underline-offset-2 hover:underline"
        >
          {t("user.back")}
        </Link>
      </p>
      <Section id="user" title={`${user.name} · ${user.email}`} aside={<UserStatus user={user} />}>
        <UserForm action={updateUserAction} user={user} />
      </Section>
      <Section id="access" title={t("user.access")}>
        <UserAccess actions={access} user={user} origin={webEnv().NEXTAUTH_URL} />
      </Section>
    </>
  );
}

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { UserDto } from "#lib/contracts/people.ts";
import { UserStatus } from "./user-status.tsx";

export function UsersTable({ users }: { readonly users: readonly UserDto[] }) {
  const t = useTranslations("people");
  const shell = useTranslations("shell");
  return (
    <Table aria-label={t("place.users")}>
      <thead>
        <tr>
          <Th>{t("user.name")}</Th>
          <Th className="max-sm:hidden">{t("user.email")}</Th>
          <Th className="max-sm:hidden">{t("user.role")}</Th>
          <Th>{t("user.status")}</Th>
          <Th>{t("user.lastSignIn")}</Th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id} className="hover:bg-hover">
            <Td className="whitespace-nowrap font-medium max-sm:py-2">
              <Link href={`/settings/users/${user.id}`} prefetch={false} className="underline-offset-2 hover:underline">
                {user.name}
              </Link>
              {user.isYou && <span className="ml-1.5 font-normal text-ink-faint">{t("user.you")}</span>}
              <span className="block whitespace-normal font-normal text-ink-soft text-xs sm:hidden">
                {shell(`role.${user.role}`)} · {user.email}
              </span>
            </Td>
            <Td className="max-sm:hidden">{user.email}</Td>
            <Td className="whitespace-nowrap max-sm:hidden">{shell(`role.${user.role}`)}</Td>
            <Td>
              <UserStatus user={user} />
            </Td>
            <Td className="text-ink-soft">{user.lastSignInAt ? <Time iso={user.lastSignInAt} /> : t("user.never")}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

import { Ban, CircleCheck, Lock, Mail } from "lucide-react";
import { useTranslations } from "next-intl";
import { Chip } from "#components/ui/chip.tsx";
import type { UserDto } from "#lib/contracts/people.ts";

const LOOK = {
  active: ["green", CircleCheck],
  invited: ["blue", Mail],
  disabled: ["grey", Ban],
  locked: ["amber", Lock],
} as const;

export function UserStatus({ user }: { readonly user: Pick<UserDto, "status" | "lockedUntil"> }) {
  const t = useTranslations("people.user.is");
  const status = user.status === "active" && user.lockedUntil ? "locked" : user.status;
  const [tone, Icon] = LOOK[status];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(status)}
    </Chip>
  );
}

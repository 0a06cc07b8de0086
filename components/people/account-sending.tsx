import { CirclePause, CirclePlay, Unplug } from "lucide-react";
import { useTranslations } from "next-intl";
import { Chip } from "#components/ui/chip.tsx";
import type { AccountHealthDto, GatewayAccountDto } from "#lib/contracts/gateway-account.ts";

const LOOKS = {
  on: { tone: "green", icon: CirclePlay },
  paused: { tone: "amber", icon: CirclePause },
  stopped: { tone: "red", icon: Unplug },
} as const;

type AccountSendingProps = {
  readonly account: Pick<GatewayAccountDto, "paused">;
  readonly health: AccountHealthDto | undefined;
};

/** Whether what is approved for this account leaves now. */
export function AccountSending({ account, health }: AccountSendingProps) {
  const t = useTranslations("people.account");
  const look = account.paused ? "paused" : health?.breaker ? "stopped" : "on";
  const { tone, icon: Icon } = LOOKS[look];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(look)}
    </Chip>
  );
}

import { useTranslations } from "next-intl";
import { Chip } from "#components/ui/chip.tsx";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { STATE_LOOK } from "./state-look.ts";

export function StateChip({ state }: { readonly state: RefundState }) {
  const t = useTranslations("state");
  const { tone, icon: Icon, outlined } = STATE_LOOK[state];
  return (
    <Chip tone={tone} outlined={outlined ?? false} icon={<Icon aria-hidden="true" strokeWidth={2.25} />}>
      {t(state)}
    </Chip>
  );
}

import { Chip } from "#components/ui/chip.tsx";
import type { NotificationEffect } from "#lib/domain/notification-effect.ts";
import { useEffectWords } from "./use-effect-words.ts";

export function EffectChip({ effect }: { readonly effect: NotificationEffect }) {
  const { tone, icon: Icon, word } = useEffectWords()(effect);
  return (
    <Chip tone={tone} icon={<Icon aria-hidden="true" strokeWidth={2.25} />}>
      {word}
    </Chip>
  );
}

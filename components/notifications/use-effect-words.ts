import {
  ArrowRight,
  Ban,
  CircleAlert,
  CircleDashed,
  CircleEqual,
  FileQuestionMark,
  Hourglass,
  type LucideIcon,
  ShieldX,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { Tone } from "#components/ui/chip.tsx";
import type { NothingWhy, NotificationEffect } from "#lib/domain/notification-effect.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";

type EffectWords = {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly word: string;
  readonly sentence: string;
};

/** What a message did, in one word, and why, in one sentence. */
export function useEffectWords(): (effect: NotificationEffect) => EffectWords {
  const t = useTranslations("notifications");
  const states = useTranslations("state");
  const stateWord = (state: string) => (states.has(state as RefundState) ? states(state as RefundState) : state);

  return (effect) => {
    switch (effect.kind) {
      case "waiting":
      case "reported":
        return { ...LOOK[effect.kind], word: t(`effect.${effect.kind}`), sentence: t(`because.${effect.kind}`) };
      case "moved": {
        const words = { from: stateWord(effect.from), to: stateWord(effect.to) };
        return { ...LOOK.moved, word: t("effect.moved"), sentence: t("because.moved", words) };
      }
      case "fits":
      case "contradicts": {
        const sentence = t(`because.${effect.kind}`, { state: stateWord(effect.state) });
        return { ...LOOK[effect.kind], word: t(`effect.${effect.kind}`), sentence };
      }
      case "differs": {
        const key = `field.${effect.field}`;
        const field = t.has(key as never) ? t(key as never) : effect.field;
        return { ...LOOK.differs, word: t("effect.differs"), sentence: t("because.differs", { field }) };
      }
      case "nothing":
        return {
          ...LOOK_OF_NOTHING[effect.why],
          word: t(`nothing.${effect.why}`),
          sentence: t(`because.${effect.why}`),
        };
    }
  };
}

type Look = Pick<EffectWords, "tone" | "icon">;

const LOOK: Readonly<Record<Exclude<NotificationEffect["kind"], "nothing">, Look>> = {
  waiting: { tone: "grey", icon: Hourglass },
  moved: { tone: "green", icon: ArrowRight },
  reported: { tone: "blue", icon: ArrowRight },
  fits: { tone: "grey", icon: CircleEqual },
  contradicts: { tone: "red", icon: CircleAlert },
  differs: { tone: "red", icon: CircleAlert },
};

const FORGED: Look = { tone: "orange", icon: ShieldX };
const STRAY: Look = { tone: "amber", icon: FileQuestionMark };

const LOOK_OF_NOTHING: Readonly<Record<NothingWhy, Look>> = {
  bad_signature: FORGED,
  cut_anew: FORGED,
  key_retired: { tone: "amber", icon: Ban },
  unreadable: STRAY,
  unmatched: STRAY,
  other_account: STRAY,
  never_sent: { tone: "red", icon: CircleAlert },
  paid_already: { tone: "grey", icon: CircleEqual },
  other_matter: { tone: "grey", icon: CircleDashed },
};

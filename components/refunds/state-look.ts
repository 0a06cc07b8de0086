import {
  ArrowUp,
  Check,
  CircleAlert,
  CircleQuestionMark,
  ClockFading,
  Hourglass,
  type LucideIcon,
  RefreshCw,
  RotateCcw,
  TextAlignJustify,
  Undo2,
  X,
} from "lucide-react";
import type { Tone } from "#components/ui/chip.tsx";
import type { RefundState } from "#lib/domain/refund-state.ts";

type StateLook = { readonly tone: Tone; readonly icon: LucideIcon; readonly outlined?: true };

/** Colour and sign of each state, the same in every list, page and filter. */
export const STATE_LOOK: Readonly<Record<RefundState, StateLook>> = {
  awaiting_approval: { tone: "violet", icon: ClockFading },
  sent_back: { tone: "amber", icon: Undo2 },
  rejected: { tone: "grey", icon: X },
  expired: { tone: "grey", icon: Hourglass },
  cancelled: { tone: "grey", icon: X },
  queued: { tone: "blue", icon: TextAlignJustify },
  submitting: { tone: "blue", icon: ArrowUp },
  processing: { tone: "blue", icon: RefreshCw },
  unknown: { tone: "orange", icon: CircleQuestionMark },
  needs_review: { tone: "red", icon: CircleAlert, outlined: true },
  succeeded: { tone: "green", icon: Check },
  failed: { tone: "red", icon: X },
  reversed: { tone: "red", icon: RotateCcw },
};

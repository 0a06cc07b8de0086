import {
  ChartNoAxesColumn,
  CircleCheckBig,
  CircleQuestionMark,
  Inbox,
  MessageCircleQuestionMark,
  ReceiptText,
  Settings,
  ShieldCheck,
  Undo2,
  UserRoundSearch,
} from "lucide-react";
import type { Permission } from "#lib/domain/permissions.ts";

/**
 * The places of the desk; who lacks the right does not see the place. `key` leads there after `G`; `isWide`: there is
 * room for it on wide screens only; elsewhere it stands in the person's own menu.
 */
export const NAV_ITEMS = [
  { href: "/orders", name: "orders", key: "o", icon: ReceiptText, needs: ["orders.list"] },
  { href: "/refunds", name: "refunds", key: "r", icon: Undo2, needs: ["refunds.list"] },
  {
    href: "/approvals",
    name: "approvals",
    key: "a",
    icon: CircleCheckBig,
    needs: ["refunds.approve", "refunds.request"],
  },
  { href: "/review", name: "review", key: "p", icon: UserRoundSearch, needs: ["refunds.resolve"] },
  {
    href: "/dashboard",
    name: "dashboard",
    key: "d",
    icon: ChartNoAxesColumn,
    needs: ["refunds.list"],
    isWide: true,
  },
  {
    href: "/questions",
    name: "questions",
    key: "q",
    icon: MessageCircleQuestionMark,
    needs: ["questions.answer"],
    isWide: true,
  },
  { href: "/support", name: "support", key: "s", icon: CircleQuestionMark, needs: ["orders.look_up"] },
  { href: "/notifications", name: "notifications", key: "n", icon: Inbox, needs: ["notifications.read"], isWide: true },
  { href: "/proof", name: "proof", key: "f", icon: ShieldCheck, needs: ["proof.read"], isWide: true },
  { href: "/settings", name: "settings", key: "e", icon: Settings, needs: ["settings.manage", "audit.read"] },
] as const satisfies readonly {
  href: string;
  name: string;
  key: string;
  icon: unknown;
  needs: readonly Permission[];
  isWide?: true;
}[];

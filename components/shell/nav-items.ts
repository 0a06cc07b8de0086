import {
  CircleCheckBig,
  CircleQuestionMark,
  ReceiptText,
  Settings,
  ShieldCheck,
  Undo2,
  UserRoundSearch,
} from "lucide-react";
import type { Permission } from "#lib/domain/permissions.ts";

/** The places of the desk; who lacks the right does not see the place. `isWide`: there is room for it on wide screens only. */
export const NAV_ITEMS = [
  { href: "/orders", name: "orders", icon: ReceiptText, needs: ["orders.list"] },
  { href: "/refunds", name: "refunds", icon: Undo2, needs: ["refunds.list"] },
  { href: "/approvals", name: "approvals", icon: CircleCheckBig, needs: ["refunds.approve", "refunds.request"] },
  { href: "/review", name: "review", icon: UserRoundSearch, needs: ["refunds.resolve"] },
  { href: "/support", name: "support", icon: CircleQuestionMark, needs: ["orders.look_up"] },
  { href: "/proof", name: "proof", icon: ShieldCheck, needs: ["proof.read"], isWide: true },
  { href: "/settings", name: "settings", icon: Settings, needs: ["settings.manage", "audit.read"] },
] as const satisfies readonly {
  href: string;
  name: string;
  icon: unknown;
  needs: readonly Permission[];
  isWide?: true;
}[];

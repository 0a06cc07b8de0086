import { CircleCheckBig, CircleQuestionMark, ReceiptText, Settings, Undo2, UserRoundSearch } from "lucide-react";
import type { Permission } from "#lib/domain/permissions.ts";

/** The places of the desk; who lacks the right does not see the place. */
export const NAV_ITEMS = [
  { href: "/orders", name: "orders", icon: ReceiptText, needs: ["orders.list"] },
  { href: "/refunds", name: "refunds", icon: Undo2, needs: ["refunds.list"] },
  { href: "/approvals", name: "approvals", icon: CircleCheckBig, needs: ["refunds.approve", "refunds.request"] },
  { href: "/review", name: "review", icon: UserRoundSearch, needs: ["refunds.resolve"] },
  { href: "/support", name: "support", icon: CircleQuestionMark, needs: ["orders.look_up"] },
  { href: "/settings", name: "settings", icon: Settings, needs: ["settings.manage", "audit.read"] },
] as const satisfies readonly { href: string; name: string; icon: unknown; needs: readonly Permission[] }[];

import type { Permission } from "#lib/domain/permissions.ts";

export const SETTINGS_PLACES = [
  { href: "/settings/users", name: "users", needs: "users.manage" },
  { href: "/settings/policy", name: "policy", needs: "policy.manage" },
  { href: "/settings/gateway-accounts", name: "gatewayAccounts", needs: "gateway_accounts.manage" },
  { href: "/settings/api-keys", name: "apiKeys", needs: "api_keys.manage" },
  { href: "/settings/merchant", name: "merchant", needs: "settings.manage" },
  { href: "/settings/mails", name: "mails", needs: "settings.manage" },
  { href: "/settings/reconciliation", name: "reconciliation", needs: "reconciliation.run" },
  { href: "/settings/import", name: "import", needs: "orders.import" },
  { href: "/settings/audit", name: "audit", needs: "audit.read" },
  { href: "/proof", name: "proof", needs: "proof.read" },
] as const satisfies readonly { href: string; name: string; needs: Permission }[];

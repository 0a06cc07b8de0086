/** Who may do what (docs/architecture.md, Roles). Services ask here; pages only decide what to show. */
export const ROLES = ["support", "staff", "manager", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = {
  "orders.look_up": ["support", "staff", "manager", "admin"],
  "orders.list": ["staff", "manager", "admin"],
  "orders.import": ["admin"],
  "payments.check": ["staff", "manager", "admin"],
  "payments.create_link": ["staff", "manager"],
  "payments.hold": ["manager"],
  "refunds.list": ["staff", "manager", "admin"],
  "refunds.request": ["staff", "manager"],
  "refunds.withdraw": ["staff", "manager"],
  "refunds.approve": ["manager"],
  "refunds.resolve": ["manager"],
  "notes.write": ["staff", "manager", "admin"],
  "questions.ask": ["support"],
  "questions.answer": ["staff", "manager"],
  "receivers.reveal": ["staff", "manager"],
  "receivers.export": ["manager"],
  "users.manage": ["admin"],
  "api_keys.manage": ["admin"],
  "policy.manage": ["admin"],
  "settings.manage": ["admin"],
  "gateway_accounts.manage": ["admin"],
  "audit.read": ["manager", "admin"],
  "proof.read": ["manager", "admin"],
  "chaos.run": ["staff", "manager", "admin"],
  "notifications.read": ["manager", "admin"],
  "notifications.replay": ["manager", "admin"],
  "reconciliation.run": ["manager", "admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export function roleMay(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}

export function permissionsOf(role: Role): Permission[] {
  return (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => roleMay(role, permission));
}

import { type Role, roleMay } from "#lib/domain/permissions.ts";

/** Where a person's work begins: who may not list orders looks them up one by one. */
export function homeOf(role: Role): "/orders" | "/support" {
  return roleMay(role, "orders.list") ? "/orders" : "/support";
}

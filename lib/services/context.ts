import type { Logger } from "pino";
import type { Store } from "#lib/db/store.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import type { Operator } from "#lib/domain/operator.ts";
import type { Permission } from "#lib/domain/permissions.ts";
import { roleMay } from "#lib/domain/permissions.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { Vault } from "#lib/vault.ts";
import type { PrismaClient } from "#prisma/generated/client.ts";

/** What a process holds once. Reads go through `prisma`; everything that moves a refund goes through `store`. */
export type Services = {
  readonly prisma: PrismaClient;
  readonly store: Store;
  readonly vault: Vault;
  readonly log: Logger;
  /** The origin that gateways reach, for notification URLs. */
  readonly publicUrl: string;
  readonly allowLoopbackGateways: boolean;
  /** The emulators' process of this start, for the page that plays with them; absent in production. */
  readonly emulatorsUrl?: string | undefined;
};

/** A use case's surroundings: the process, and who asks. */
export type AppContext = Services & { readonly operator: Operator };

/** API keys stand for the merchant's own systems: they may read, upsert orders and request refunds. */
const API_KEY_PERMISSIONS: readonly Permission[] = [
  "orders.look_up",
  "orders.list",
  "orders.import",
  "refunds.list",
  "refunds.request",
];

export function may(operator: Operator, permission: Permission): boolean {
  switch (operator.kind) {
    case "user":
      return roleMay(operator.role, permission);
    case "api-key":
      return API_KEY_PERMISSIONS.includes(permission);
    case "worker":
    case "cli":
      return true;
  }
}

/** In which zone the days of this operator begin. */
export function zoneOf({ operator }: Pick<AppContext, "operator">): string {
  return operator.kind === "user" ? operator.zone : "UTC";
}

/** The first line of every use case: a page's own check protects nothing. */
export function demand(context: AppContext, permission: Permission): Result<void, AppError> {
  return may(context.operator, permission) ? ok() : err(appError("forbidden"));
}

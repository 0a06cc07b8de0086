import { DEFAULT_POLICY, policyDocumentSchema } from "#lib/domain/policy.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { RequestFacts } from "../store.ts";

export async function latestPolicy(tx: Prisma.TransactionClient): Promise<RequestFacts["policy"]> {
  return policyOf(
    await tx.policy.findFirst({ orderBy: { version: "desc" }, select: { version: true, document: true } }),
  );
}

export function policyOf(row: { readonly version: number; readonly document: unknown } | null): RequestFacts["policy"] {
  return row
    ? { version: row.version, document: policyDocumentSchema.parse(row.document) }
    : { version: 0, document: DEFAULT_POLICY };
}

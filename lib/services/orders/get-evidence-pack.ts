import type { EvidencePackDto, FactDto } from "#lib/contracts/evidence-pack.ts";
import { readSettings } from "#lib/db/postgres/settings.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isBetweenPeople } from "#lib/domain/event-text.ts";
import type { EvidenceSource, Verdict } from "#lib/domain/evidence.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { eventDto } from "#lib/services/refunds/refund-dto.ts";
import type { Evidence, PrismaClient } from "#prisma/generated/client.ts";
import { readOrderPage } from "./get-order.ts";

/** What can be handed to an auditor, a bank or a customer's lawyer: account numbers stay masked, notes stay here. */
export async function getEvidencePack(
  context: AppContext,
  orderId: string,
): Promise<Result<EvidencePackDto, AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  const { prisma, operator } = context;
  const [page, record, merchant] = await Promise.all([
    readOrderPage(prisma, orderId),
    readRecord(prisma, orderId),
    readSettings(prisma),
  ]);
  if (!page || !record) return err(appError("order_not_found"));

  const proofs = new Map(record.refunds.map((refund) => [refund.id, refund]));
  const { refunds, ...order } = page.order;
  const sealed = record.events.findLast(({ hash }) => hash !== null);
  return ok({
    merchant: merchant.name,
    drawnUpAt: new Date().toISOString(),
    drawnUpBy: operator.name,
    order,
    refunds: refunds.toReversed().map((refund) => ({
      refund,
      contentHash: proofs.get(refund.id)?.sealedHash ?? "",
      facts: (proofs.get(refund.id)?.evidence ?? []).map(factDto),
    })),
    timeline: record.events.filter(({ kind }) => !isBetweenPeople(kind)).map(eventDto),
    sealed: sealed ? { seq: String(sealed.seq), hash: sealed.hash ?? "" } : null,
  });
}

/** What the order's page leaves out: every fact, and every event. */
async function readRecord(prisma: PrismaClient, orderId: string) {
  const order = await prisma.order.findUnique({
    where: { orderId },
    select: {
      id: true,
      refunds: { select: { id: true, sealedHash: true, evidence: { orderBy: { id: "asc" } } } },
    },
  });
  if (!order) return null;
  const events = await prisma.auditEvent.findMany({ where: { orderId: order.id }, orderBy: { id: "asc" } });
  return { refunds: order.refunds, events };
}

function factDto({ at, verdict, source, gatewayRef, digest }: Evidence): FactDto {
  return {
    at: at.toISOString(),
    verdict: verdict as Verdict,
    source: source as EvidenceSource,
    gatewayRef,
    digest,
  };
}

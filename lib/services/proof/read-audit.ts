import type { AuditPageDto, AuditRowDto, ReadAuditInput } from "#lib/contracts/people.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { Prisma } from "#prisma/generated/client.ts";

/** The audit, newest first, in keyset pages. `from` and `to` are days of the reader's zone. */
export async function readAudit(context: AppContext, input: ReadAuditInput): Promise<Result<AuditPageDto, AppError>> {
  const allowed = demand(context, "audit.read");
  if (!allowed.ok) return allowed;
  const { prisma, operator } = context;
  const zone = operator.kind === "user" ? operator.zone : "UTC";
  const conditions = [...filters(input, zone)];
  const isNewer = input.cursor?.startsWith("after:") ?? false;
  const edge = /^(?:after|before):(\d{1,18})$/.exec(input.cursor ?? "")?.[1];
  if (edge) conditions.push(isNewer ? Prisma.sql`a.id > ${BigInt(edge)}` : Prisma.sql`a.id < ${BigInt(edge)}`);

  const rows = await prisma.$queryRaw<AuditRow[]>`
    SELECT a.*, r.reference, o.order_id AS merchant_order_id
    FROM audit a LEFT JOIN refund r ON r.id = a.refund_id LEFT JOIN sales_order o ON o.id = a.order_id
    ${conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty}
    ORDER BY a.id ${isNewer ? Prisma.sql`ASC` : Prisma.sql`DESC`} LIMIT ${input.limit + 1}::int`;
  const hasMore = rows.length > input.limit;
  const page = rows.slice(0, input.limit);
  if (isNewer) page.reverse();

  const [newest, oldest] = [page[0], page.at(-1)];
  const hasNewer = isNewer ? hasMore : edge !== undefined;
  const hasOlder = isNewer ? true : hasMore;
  return ok({
    items: page.map(toDto),
    previous: newest && hasNewer ? `after:${newest.id}` : null,
    next: oldest && hasOlder ? `before:${oldest.id}` : null,
    chain: await chainState(prisma),
  });
}

function* filters({ q, kind, actor, from, to }: ReadAuditInput, zone: string): Generator<Prisma.Sql> {
  const text = q?.trim();
  if (text)
    yield Prisma.sql`(r.reference = ${text} OR o.order_id = ${text} OR a.actor_name ILIKE ${`%${text.replace(/[\\%_]/g, "\\$&")}%`})`;
  if (kind) yield Prisma.sql`a.kind = ${kind}`;
  if (actor) yield Prisma.sql`a.actor = ${actor}`;
  if (from) yield Prisma.sql`a.at >= (${from}::date::timestamp AT TIME ZONE ${zone})`;
  if (to) yield Prisma.sql`a.at < ((${to}::date + 1)::timestamp AT TIME ZONE ${zone})`;
}

type AuditRow = {
  readonly id: bigint;
  readonly at: Date;
  readonly kind: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly reference: string | null;
  readonly merchant_order_id: string | null;
  readonly data: Record<string, unknown>;
  readonly seq: bigint | null;
};

function toDto(row: AuditRow): AuditRowDto {
  return {
    id: String(row.id),
    at: row.at.toISOString(),
    kind: row.kind,
    actor: row.actor,
    actorName: row.actor_name,
    refund: row.reference,
    order: row.merchant_order_id,
    data: row.data,
    place: row.seq === null ? null : String(row.seq),
  };
}

export async function chainState(prisma: AppContext["prisma"]): Promise<AuditPageDto["chain"]> {
  const [last, waiting] = await Promise.all([
    prisma.auditEvent.findFirst({
      where: { seq: { not: null } },
      orderBy: { seq: "desc" },
      select: { seq: true, hash: true },
    }),
    prisma.auditEvent.count({ where: { seq: null } }),
  ]);
  return { sealed: String(last?.seq ?? 0), waiting, lastHash: last?.hash ?? null };
}

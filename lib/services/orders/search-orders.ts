import { isId, isReference } from "#lib/domain/ids.ts";
import { searchable } from "#lib/domain/text.ts";
import { likeLiteral } from "#lib/services/filter-sql.ts";
import { Prisma, type PrismaClient } from "#prisma/generated/client.ts";

/** More than this and it is no ID any more. */
const MOST = 500;

/**
 * The orders that an ID, an e-mail or a phone number names exactly: the merchant's order ID, a payment's ID here or
 * at the gateway, a transaction ID, a refund's ID, reference or gateway ref. One statement, one index each.
 */
export async function findOrderIds(prisma: PrismaClient, text: string): Promise<string[]> {
  const rows = await prisma.$queryRaw<
    { id: string }[]
  >`SELECT id FROM (${ordersNamed(text, Prisma.sql`LIMIT ${MOST}`)}) found LIMIT ${MOST}`;
  return rows.map((row) => row.id);
}

/** As a query of their IDs; `most` ends those of one e-mail or phone number. */
export function ordersNamed(text: string, most: Prisma.Sql = Prisma.empty): Prisma.Sql {
  const digits = text.replace(/[\s().+-]/g, "");
  const looksLikePhone = /^\d{6,15}$/.test(digits) && /^[\d\s().+-]+$/.test(text);
  const parts = [
    Prisma.sql`SELECT id FROM sales_order WHERE lower(order_id) = ${text.toLowerCase()}`,
    Prisma.sql`SELECT order_id FROM payment WHERE gateway_transaction_ref = ${text}`,
    Prisma.sql`SELECT order_id FROM payment WHERE gateway_payment_ref = ${text}`,
    Prisma.sql`SELECT r.order_id FROM evidence e JOIN refund r ON r.id = e.refund_id WHERE e.gateway_ref = ${text}`,
    ...(isReference(text.toUpperCase())
      ? [Prisma.sql`SELECT order_id FROM refund WHERE reference = ${text.toUpperCase()}`]
      : []),
    ...(isId(text)
      ? [
          Prisma.sql`SELECT order_id FROM payment WHERE id = ${text}::uuid`,
          Prisma.sql`SELECT order_id FROM refund WHERE id = ${text}::uuid`,
        ]
      : []),
    ...(text.includes("@")
      ? [Prisma.sql`(SELECT id FROM sales_order WHERE email_search = ${text.toLowerCase()} ${most})`]
      : []),
    ...(looksLikePhone ? [Prisma.sql`(SELECT id FROM sales_order WHERE phone_search = ${digits} ${most})`] : []),
  ];
  return Prisma.join(parts, " UNION ");
}

/** The orders that the list finds by this text, as a condition on `o`, however many they are. */
export async function ordersFound(prisma: PrismaClient, text: string): Promise<Prisma.Sql> {
  if (text === "") return Prisma.sql`TRUE`;
  if ((await findOrderIds(prisma, text)).length > 0) return Prisma.sql`o.id IN (${ordersNamed(text)})`;
  const begins = Prisma.sql`lower(o.order_id) LIKE ${`${likeLiteral(text.toLowerCase())}%`}`;
  const name = nameFilter(text);
  const isBeginning = /\d/.test(text) && (await findOrderIdsBeginning(prisma, text)).length > 0;
  return name && !isBeginning ? Prisma.sql`(${begins} OR ${name})` : begins;
}

/** The orders whose ID begins so: of very many those with the highest IDs, which as a rule are the newest. */
export async function findOrderIdsBeginning(prisma: PrismaClient, text: string): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM sales_order WHERE lower(order_id) LIKE ${`${likeLiteral(text.toLowerCase())}%`}
    ORDER BY lower(order_id) USING ~>~ LIMIT ${MOST}`;
  return rows.map((row) => row.id);
}

/** Part of a name, written with or without its diacritics. Null when too short to tell names apart. */
export function nameFilter(text: string): Prisma.Sql | null {
  const name = searchable(text);
  return name.length < 3 ? null : Prisma.sql`o.name_search LIKE ${`%${likeLiteral(name)}%`}`;
}

import { isId, isReference } from "#lib/domain/ids.ts";
import { searchable } from "#lib/domain/text.ts";
import { Prisma, type PrismaClient } from "#prisma/generated/client.ts";

/** More than this and it is no ID any more. */
const MOST = 500;

/**
 * The orders that an ID, an e-mail or a phone number names exactly: the merchant's order ID, a payment's ID here or
 * at the gateway, a transaction ID, a refund's ID, reference or gateway ref. One statement, one index each.
 */
export async function findOrderIds(prisma: PrismaClient, text: string): Promise<string[]> {
  const digits = text.replace(/[\s().+-]/g, "");
  const looksLikePhone = /^\d{6,15}$/.test(digits) && /^[\d\s().+-]+$/.test(text);
  const parts = [
    Prisma.sql`SELECT id FROM sales_order WHERE lower(order_id) = ${text.toLowerCase()}`,
    Prisma.sql`SELECT order_id FROM payment WHERE gateway_transaction_ref = ${text}`,
    Prisma.sql`SELECT order_id FROM payment WHERE gateway_payment_ref = ${text}`,
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
      ? [Prisma.sql`(SELECT id FROM sales_order WHERE email_search = ${text.toLowerCase()} LIMIT ${MOST})`]
      : []),
    ...(looksLikePhone ? [Prisma.sql`(SELECT id FROM sales_order WHERE phone_search = ${digits} LIMIT ${MOST})`] : []),
  ];
  const rows = await prisma.$queryRaw<
    { id: string }[]
  >`SELECT id FROM (${Prisma.join(parts, " UNION ")}) found LIMIT ${MOST}`;
  return rows.map((row) => row.id);
}

/** What is no ID: part of a name without its diacritics, or the beginning of an order ID. Null when too short to mean anything. */
export function textFilter(text: string): Prisma.Sql | null {
  const name = searchable(text);
  if (name.length < 2) return null;
  const beginning = Prisma.sql`lower(o.order_id) LIKE ${`${likeLiteral(text.toLowerCase())}%`}`;
  return name.length < 3 ? beginning : Prisma.sql`(o.name_search LIKE ${`%${likeLiteral(name)}%`} OR ${beginning})`;
}

function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

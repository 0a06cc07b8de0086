import { parseMoney } from "#lib/domain/money.ts";
import { Prisma } from "#prisma/generated/client.ts";

type Condition = Prisma.Sql | "" | null | undefined | false;

/** Each with AND before it, for the end of a WHERE; null where there is none. */
export function allOf(conditions: readonly Condition[]): Prisma.Sql | null {
  const given = conditions.filter((one) => typeof one === "object" && one !== null);
  return given.length === 0 ? null : Prisma.join([Prisma.empty, ...given], " AND ");
}

/** `from` and `to` are days of the zone, both included. */
export function daysBetween(
  time: Prisma.Sql,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  zone: string,
): Condition[] {
  return [
    from && Prisma.sql`${time} >= (${from}::date::timestamp AT TIME ZONE ${zone})`,
    to && Prisma.sql`${time} < ((${to}::date + 1)::timestamp AT TIME ZONE ${zone})`,
  ];
}

/** A refund of the row of that name (`r`) succeeded, and since the day of the zone began. */
export function refundedToday(row: Prisma.Sql, zone: string): Prisma.Sql {
  return Prisma.sql`${row}.state = 'succeeded'
    AND ${row}.final_at >= (date_trunc('day', now() AT TIME ZONE ${zone}) AT TIME ZONE ${zone})`;
}

type Amounts = {
  readonly currency?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
};

/** Amounts of one currency, which the row of that name (`o`, `r`) has with its minor units. */
export function amountsBetween(row: Prisma.Sql, { currency, min, max }: Amounts): Condition[] {
  const minorOf = (text: string) => {
    const money = parseMoney(text, currency ?? "");
    if (!money.ok) throw new Error(`${text} ${currency} was let through as an amount`);
    return money.value.minor;
  };
  return [
    currency && Prisma.sql`${row}.currency = ${currency}`,
    min && Prisma.sql`${row}.amount_minor >= ${minorOf(min)}`,
    max && Prisma.sql`${row}.amount_minor <= ${minorOf(max)}`,
  ];
}

/** For LIKE: what stands for itself only. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

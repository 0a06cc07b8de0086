import { checkInvariants, type InvariantOutcome, readTouched } from "#lib/services/proof/check-invariants.ts";
import type { PrismaClient } from "#prisma/generated/client.ts";
import type { Part } from "../part.ts";

/** Everything that must hold, three times over; the median counts. The worker asks it of what was touched since. */
export const invariants: Part = {
  name: "invariants",
  title: "Invariants",
  async run({ desk }) {
    const { prisma } = (await desk()).staff;
    const touched = await readTouched(prisma, await quarterHourBeforeLast(prisma));
    const looks: InvariantOutcome[][] = [];
    const frequent: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      looks.push([...(await checkInvariants(prisma))]);
      frequent.push(total(await checkInvariants(prisma, touched)));
    }
    const whole = looks.toSorted((a, b) => total(a) - total(b))[1] ?? [];
    const slowest = whole.toSorted((a, b) => b.tookMs - a.tookMs).slice(0, 4);
    return {
      figures: [
        {
          name: `invariants: every five minutes, ${touched.refundIds.length} refunds touched`,
          unit: "ms",
          value: frequent.toSorted((a, b) => a - b)[1] ?? 0,
          target: { atMost: 2_000 },
        },
        { name: "invariants: once a day, everything", unit: "ms", value: total(whole) },
        ...slowest.map(({ name, title, tookMs }) => ({
          name: `invariants: ${name} ${title}`,
          unit: "ms" as const,
          value: tookMs,
        })),
        {
          name: "invariants: violations",
          unit: "violations",
          value: whole.reduce((sum, { violations }) => sum + violations, 0),
          target: { exactly: 0 },
        },
      ],
    };
  },
};

const total = (outcomes: readonly InvariantOutcome[]) => outcomes.reduce((sum, { tookMs }) => sum + tookMs, 0);

/** Of the seeded shop's own time, in which nothing has happened since it was made. */
async function quarterHourBeforeLast(prisma: PrismaClient): Promise<Date> {
  const [row] = await prisma.$queryRaw<
    [{ since: Date }]
  >`SELECT max(updated_at) - interval '15 min' AS since FROM refund`;
  return row.since;
}

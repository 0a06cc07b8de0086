import { checkInvariants } from "#lib/services/check-invariants.ts";
import type { Part } from "../part.ts";

/** Everything that must hold, asked of the whole shop, three times over; the median counts. */
export const invariants: Part = {
  name: "invariants",
  title: "Invariants on all data",
  async run({ desk }) {
    const { prisma } = (await desk()).staff;
    const runs = [await checkInvariants(prisma), await checkInvariants(prisma), await checkInvariants(prisma)];
    const [first = []] = runs;
    const took = first.map(({ name, title }, index) => {
      const times = runs.map((run) => run[index]?.tookMs ?? 0).toSorted((a, b) => a - b);
      return { name, title, ms: times[1] ?? 0 };
    });
    const slowest = took.toSorted((a, b) => b.ms - a.ms).slice(0, 4);
    return {
      figures: [
        {
          name: "invariants: all of them",
          unit: "ms",
          value: took.reduce((sum, { ms }) => sum + ms, 0),
          target: { atMost: 2_000 },
        },
        ...slowest.map(({ name, title, ms }) => ({
          name: `invariants: ${name} ${title}`,
          unit: "ms" as const,
          value: ms,
        })),
        {
          name: "invariants: violations",
          unit: "violations",
          value: first.reduce((sum, { violations }) => sum + violations, 0),
          target: { exactly: 0 },
        },
      ],
    };
  },
};

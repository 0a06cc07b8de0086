import { createHash } from "node:crypto";
import { z } from "zod";
import { type Behaviour, behaviourOf, behaviourSchema, choiceSchema, scenarioSchema } from "./behaviour.ts";

/**
 * What an emulator will do. For a request it asks, in this order: the choice for its reference, the next in the
 * queue, chance, the default.
 */
export const planSchema = z.strictObject({
  byReference: z.record(z.string(), choiceSchema).default({}),
  queue: z.array(choiceSchema.extend({ times: z.int().min(1).max(100_000).default(1) })).default([]),
  random: z
    .strictObject({
      seed: z.string().or(z.number()),
      /** How many of a thousand… as a fraction: 0.3 is three of ten. */
      rate: z.number().min(0).max(1),
      scenarios: z.array(choiceSchema).min(1).optional(),
    })
    .nullable()
    .default(null),
  default: choiceSchema.default({ scenario: "accept" }),
  /** How questions are answered, in turn; then normally. */
  queries: z
    .array(
      behaviourSchema
        .pick({ answer: true, answerSays: true, code: true })
        .partial()
        .extend({ times: z.int().min(1).max(100_000).default(1) }),
    )
    .default([]),
});

export type Plan = z.infer<typeof planSchema>;
export type PlanInput = z.input<typeof planSchema>;

export const EMPTY_PLAN: Plan = planSchema.parse({});

/** The behaviour for this request; `taken` counts how many requests the queue has served already. */
export function pickBehaviour(
  plan: Plan,
  reference: string,
  taken: number,
): { behaviour: Behaviour; fromQueue: boolean } {
  const own = plan.byReference[reference];
  if (own) return { behaviour: behaviourOf(own), fromQueue: false };
  const queued = nth(plan.queue, taken);
  if (queued) {
    const { times: _, ...choice } = queued;
    return { behaviour: behaviourOf(choice), fromQueue: true };
  }
  return { behaviour: byChance(plan, reference) ?? behaviourOf(plan.default), fromQueue: false };
}

export type QueryBehaviour = Pick<Behaviour, "answer" | "answerSays" | "code">;

/** How the question that comes after `asked` others is answered; a code is an error. */
export function pickQueryBehaviour(plan: Plan, asked: number): QueryBehaviour {
  const { answer = "normal", answerSays = "truth", code = null } = nth(plan.queries, asked) ?? {};
  return { answer, answerSays, code };
}

function nth<T extends { readonly times: number }>(queue: readonly T[], index: number): T | undefined {
  let before = index;
  return queue.find(({ times }) => {
    before -= times;
    return before < 0;
  });
}

/** Chance by seed and reference: the same run meets the same faults, in whatever order requests come. */
function byChance({ random }: Plan, reference: string): Behaviour | undefined {
  if (!random) return undefined;
  const bytes = createHash("sha256").update(`${random.seed}|${reference}`).digest();
  if (bytes.readUInt32BE(0) / 2 ** 32 >= random.rate) return undefined;
  const faults = random.scenarios ?? scenarioSchema.options.map((scenario) => ({ scenario }));
  const chosen = faults[bytes.readUInt32BE(4) % faults.length];
  return chosen && behaviourOf(chosen);
}

import type { Mutation } from "./mutation.ts";
import { MUTATIONS } from "./table.ts";

/** The one that the environment names. */
export function activeMutation(): Mutation | undefined {
  const name = process.env.MUTATION;
  if (!name) return undefined;
  const mutation = MUTATIONS.find((one) => one.name === name);
  if (!mutation) throw new Error(`There is no mutation "${name}".`);
  return mutation;
}

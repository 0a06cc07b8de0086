import { join } from "node:path";
import { runCommand } from "../command.ts";
import { root } from "../start/prepare.ts";
import type { Mutation } from "./mutation.ts";

const LOADER = join(import.meta.dirname, "loader.ts");

/**
 * Runs worlds of the simulation with a bug planted; what it broke there, null when nobody in there noticed, undefined
 * when the time was over. Bugs in forms, roles and messages have no place in a world: not every one can be seen.
 */
export async function simulateWith({ name }: Mutation, worlds: number): Promise<string | null | undefined> {
  const env = { ...process.env, MUTATION: name };
  const args = ["--import", LOADER, join("scripts", "simulate.ts"), "--seeds", String(worlds)];
  const signal = AbortSignal.timeout(LONGEST_MS);
  const { output } = await runCommand(args, { cwd: root, env, output: "capture", signal });
  return /^[A-Z][A-Z ]+: .+/m.exec(output)?.[0] ?? (signal.aborted ? undefined : null);
}

/** A bug may leave a world without an end, and what fails is made smaller before it is told. */
const LONGEST_MS = 6 * 60_000;

import { join } from "node:path";
import { runCommand } from "../command.ts";
import { root } from "../start/prepare.ts";
import type { Mutation } from "./mutation.ts";

const LOADER = join(import.meta.dirname, "loader.ts");

/**
 * Runs worlds of the simulation with a bug planted; what it broke there, or null when nobody in there noticed. Bugs in
 * forms, roles and messages have no place in a world, so that not every one can be seen.
 */
export async function simulateWith({ name }: Mutation, worlds: number): Promise<string | null> {
  const env = { ...process.env, MUTATION: name };
  const args = ["--import", LOADER, join("scripts", "simulate.ts"), "--seeds", String(worlds)];
  const { output } = await runCommand(args, {
    cwd: root,
    env,
    output: "capture",
    signal: AbortSignal.timeout(LONGEST_MS),
  });
  return /^[A-Z][A-Z ]+: .+/m.exec(output)?.[0] ?? null;
}

/** A bug may leave a world without an end. */
const LONGEST_MS = 3 * 60_000;

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../start/prepare.ts";

type Kept<T> = { readonly commit: string; readonly found: T };

/** What a long proof has found so far, for the next run to go on with. That of another commit says nothing about this one. */
export function openMemory<T>(name: string): { readonly earlier: T | undefined; readonly keep: (found: T) => void } {
  const file = join(root, ".data", "deep", `${name}.json`);
  const commit = headCommit();
  const kept: Kept<T> | undefined = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  return {
    earlier: kept?.commit === commit ? kept.found : undefined,
    keep: (found) => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ commit, found }));
    },
  };
}

export function headCommit(): string {
  return execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
}

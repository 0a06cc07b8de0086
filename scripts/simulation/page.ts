import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Batch, Enumeration, Range } from "#lib/simulation/run-many.ts";
import { root } from "../start/prepare.ts";

const PAGE = join(root, "docs", "proof", "simulation.md");
const FIGURES = /(<!-- figures -->\n)[\s\S]*(<!-- \/figures -->)/;

/** Puts the figures of a run into docs/proof/simulation.md. */
export function writePage(range: Range, batch: Batch, aimed: Enumeration | null): void {
  const page = readFileSync(PAGE, "utf8");
  writeFileSync(
    PAGE,
    page.replace(FIGURES, (_, begin, end) => `${begin}${figures(range, batch, aimed)}${end}`),
  );
}

function figures(range: Range, batch: Batch, aimed: Enumeration | null): string {
  const count = (kind: string) =>
    batch.failures.flatMap(({ violations }) => violations).filter((violation) => violation.kind === kind).length;
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
  const rows = [
    ["refunds", batch.refunds],
    ["worlds (seeds)", `${range.from} to ${range.from + batch.seeds - 1}`],
    ["moved twice", count("double")],
    ["lost", count("lost")],
    ["a final word against the truth", count("wrong word")],
    ["abandoned", count("abandoned")],
    ["broken invariants", count("broken")],
    [
      "how they ended",
      Object.entries(batch.states)
        .map(([state, times]) => `${times} ${state}`)
        .join(", "),
    ],
    ["trace", batch.traceHash],
    ["time", `${Math.round(batch.seconds)} s`],
    ...(aimed ? [["schedules of aimed faults", `${aimed.schedules}, ${aimed.failures.length} failed`]] : []),
    ["commit", commit],
    ["machine", `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? "unknown"}, Node ${process.version}`],
    ["day", new Date().toISOString().slice(0, 10)],
  ];
  return `| | |\n|---|---|\n${rows.map(([name, value]) => `| ${name} | ${value} |`).join("\n")}\n`;
}

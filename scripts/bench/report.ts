import { type Figure, type Findings, meets, type Target } from "./figures.ts";
import type { Surroundings } from "./run.ts";

const WIDTHS = [58, 16, 30, 16, 10] as const;

/** The figures of one part, each with its ratio to its floor where that was measured in this run. */
export function printPart({ figures, plans = [] }: Findings, all: readonly Figure[]): void {
  for (const { name, sql, plan } of plans) console.log(`\n-- ${name}\n${sql}\n${plan}`);
  if (figures.length === 0) return;
  console.log(row(["", "measured", "beside it", "target", "to floor", ""]));
  for (const figure of figures) {
    const floor = all.find(({ name }) => name === figure.floor);
    const ratio = floor ? `${ratioOf(figure, floor).toFixed(1)} x` : "";
    console.log(row([figure.name, amount(figure), beside(figure), targetText(figure), ratio, verdict(figure)]));
  }
}

export function printSummary(figures: readonly Figure[], where: Surroundings, seconds: number): void {
  const judged = figures.filter(({ target }) => target);
  const missed = judged.filter(({ value, target }) => target && !meets(value, target));
  console.log(
    `\nCommit ${where.commit}, ${where.cpus} x ${where.cpu}, ${where.memoryGb} GB, Node ${where.node}, load before ${where.loadBefore.toFixed(1)}, ${seconds} s.`,
  );
  console.log(
    `${judged.length - missed.length} of ${judged.length} targets met${missed.length > 0 ? "; missed:" : "."}`,
  );
  for (const figure of missed) console.log(`  ${figure.name}: ${amount(figure)}, wanted ${targetText(figure)}`);
}

/** How many times the floor: longer than it, or less often. */
function ratioOf(figure: Figure, floor: Figure): number {
  return figure.unit === "/s" ? floor.value / figure.value : figure.value / floor.value;
}

function verdict({ value, target }: Figure): string {
  if (!target) return "";
  return meets(value, target) ? "pass" : "miss";
}

function amount({ value, unit }: Figure): string {
  return `${number(value)} ${unit}`;
}

function beside({ more = {} }: Figure): string {
  return Object.entries(more)
    .map(([name, value]) => `${name} ${number(value)}`)
    .join(", ");
}

function targetText({ target, unit }: Figure): string {
  return target ? `${wordOf(target)} ${unit}` : "";
}

function wordOf(target: Target): string {
  if ("atMost" in target) return `<= ${target.atMost}`;
  if ("atLeast" in target) return `>= ${target.atLeast}`;
  return `= ${target.exactly}`;
}

function number(value: number): string {
  return value < 10 && !Number.isInteger(value) ? value.toFixed(2) : Math.round(value).toLocaleString("en");
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0))
    .join(" ")
    .trimEnd();
}

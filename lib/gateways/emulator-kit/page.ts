import { SCENARIOS } from "./behaviour.ts";
import type { EmulatorAnswer } from "./server.ts";

export type EmulatorPage = {
  /** The first part of its address. */
  readonly name: string;
  readonly displayName: string;
  /** What an amount counts, for people: "dong". */
  readonly unit: string;
  readonly tables: readonly PageTable[];
};

type PageTable = {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
};

/** The newest rows first, and no more of them than a person reads. */
export function latest<T>(rows: readonly T[]): T[] {
  return rows.slice(-100).reverse();
}

/** An emulator's truth for people: what really moved, and the switch for what comes next. */
export function showPage(page: EmulatorPage): EmulatorAnswer {
  return { status: 200, contentType: "text/html; charset=utf-8", body: htmlOf(page) };
}

function htmlOf({ name, displayName, unit, tables }: EmulatorPage): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${displayName} emulator</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #ddd; }
td.amount { text-align: right; font-variant-numeric: tabular-nums; }
</style>
<h1>${displayName} emulator</h1>
<p>This is no gateway: it stands in for one, and keeps its own truth. Amounts in ${unit}.</p>
<h2>What comes next</h2>
${switches(name)}
${tables.map((table) => `<h2>${table.title}</h2>\n${tableOf(table)}`).join("\n")}
</html>`;
}

/** Puts a plan for all merchants that have none of their own. */
function switches(name: string): string {
  const options = Object.keys(SCENARIOS).map((scenario) => `<option>${scenario}</option>`);
  return `<form id="plan"><label>Every refund from now on: <select name="scenario">${options.join("")}</select></label> <button>Set</button> <output></output></form>
<script>
document.getElementById("plan").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const body = JSON.stringify({ default: { scenario: form.scenario.value } });
  const answer = await fetch("/${name}/_control/plan", { method: "PUT", body });
  form.querySelector("output").textContent = answer.ok ? "Set." : await answer.text();
});
</script>`;
}

function tableOf({ head, rows }: PageTable): string {
  if (rows.length === 0) return "<p>None.</p>";
  const lines = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`);
  return `<table><thead><tr>${head.map((name) => `<th>${name}</th>`).join("")}</tr></thead><tbody>${lines.join("")}</tbody></table>`;
}

function cell(value: string | number): string {
  if (typeof value === "number") return `<td class="amount">${value.toLocaleString("en")}</td>`;
  return `<td>${value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)}</td>`;
}

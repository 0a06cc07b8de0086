import { SCENARIOS } from "../../emulator-kit/behaviour.ts";
import type { EmulatorAnswer } from "../../emulator-kit/server.ts";
import { showTruth } from "./show-truth.ts";
import type { Truth } from "./truth.ts";

const LATEST = 100;

/** The truth for people: what really moved, and the switch for what comes next. */
export function showPage(truth: Truth): EmulatorAnswer {
  return { status: 200, contentType: "text/html; charset=utf-8", body: pageOf(truth) };
}

function pageOf(truth: Truth): string {
  const { refunds, payments, submissions } = showTruth(truth, null);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>NeoX emulator</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #ddd; }
td.amount { text-align: right; font-variant-numeric: tabular-nums; }
</style>
<h1>NeoX emulator</h1>
<p>This is no gateway: it stands in for one, and keeps its own truth. Amounts in dong.</p>
<h2>What comes next</h2>
${switches()}
<h2>Refunds</h2>
${table(
  ["Request", "Payment", "Amount", "State", "Moved", "Notifications", "Taken at"],
  refunds.slice(-LATEST).reverse(),
  (refund) => [
    refund.requestId,
    refund.paymentId,
    refund.amount,
    refund.status,
    `${refund.moves} ×`,
    refund.notifications
      .map(({ status, acknowledged }) => `${status ?? "no answer"}${acknowledged ? " ✓" : ""}`)
      .join(", "),
    refund.takenAt,
  ],
)}
<h2>Requests that came in</h2>
${table(["Request", "What became of it", "At"], submissions.slice(-LATEST).reverse(), ({ requestId, result, at }) => [requestId, result, at])}
<h2>Payments</h2>
${table(["Merchant", "Payment", "Amount", "Refunded"], payments.slice(0, LATEST), (payment) => [payment.merchantCode, payment.id, payment.amount, payment.refundedAmount])}
<h2>Violations of the protocol</h2>
${table(["What", "Request", "At"], truth.violations.slice(-LATEST).reverse(), ({ what, requestId, at }) => [what, requestId ?? "", at])}
</html>`;
}

/** Puts a plan for all merchants that have none of their own. */
function switches(): string {
  const options = Object.keys(SCENARIOS).map((name) => `<option>${name}</option>`);
  return `<form id="plan"><label>Every refund from now on: <select name="scenario">${options.join("")}</select></label> <button>Set</button> <output></output></form>
<script>
document.getElementById("plan").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const body = JSON.stringify({ default: { scenario: form.scenario.value } });
  const answer = await fetch("/neox/_control/plan", { method: "PUT", body });
  form.querySelector("output").textContent = answer.ok ? "Set." : await answer.text();
});
</script>`;
}

function table<T>(
  head: readonly string[],
  rows: readonly T[],
  cells: (row: T) => readonly (string | number)[],
): string {
  if (rows.length === 0) return "<p>None.</p>";
  const line = (row: T) => `<tr>${cells(row).map(cell).join("")}</tr>`;
  return `<table><thead><tr>${head.map((name) => `<th>${name}</th>`).join("")}</tr></thead><tbody>${rows.map(line).join("")}</tbody></table>`;
}

function cell(value: string | number): string {
  if (typeof value === "number") return `<td class="amount">${value.toLocaleString("en")}</td>`;
  return `<td>${value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)}</td>`;
}

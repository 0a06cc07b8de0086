import type { Bill } from "./bill.ts";
import { reportOf } from "./bill.ts";

type BillPage = { readonly bill: Bill; readonly methods: readonly string[]; readonly canPay: boolean };

/** Where NeoX would take the money. A tester chooses how it ends. */
export function billPage({ bill, methods, canPay }: BillPage): string {
  const { neo_Amount: amount, neo_OrderInfo: info, neo_OrderID: order } = bill.fields;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Pay – NeoX emulator</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 26rem; padding: 0 1rem; }
button { font: inherit; padding: .5rem 1rem; }
label { display: block; }
</style>
<h1>${amount.toLocaleString("en")} VND</h1>
<p>${escaped(info)} (order ${escaped(order)})</p>
<p>This is no gateway, and no money moves.</p>
${canPay ? buttons(methods) : `<p><strong>${escaped(reportOf(bill).neo_ResponseMsg)}</strong></p>`}
</html>`;
}

function buttons(methods: readonly string[]): string {
  const choices = methods.map(
    (method, index) =>
      `<label><input type="radio" name="method" value="${method}"${index === 0 ? " checked" : ""}> ${method}</label>`,
  );
  return `<form method="post">
<fieldset><legend>Pay by</legend>${choices.join("")}</fieldset>
<p><button name="do" value="pay">Pay</button> <button name="do" value="fail">Fail</button> <button name="do" value="cancel">Turn back</button></p>
</form>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

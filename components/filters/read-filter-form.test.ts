import { expect, it } from "vitest";
import { readFilterForm } from "./read-filter-form.ts";

const CURRENCIES = [
  { code: "VND", digits: 0 },
  { code: "HKD", digits: 2 },
];

function read(fields: Readonly<Record<string, string>>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return readFilterForm(form, CURRENCIES);
}

it("leaves out what is empty, and brings amounts to the form that the address has", () => {
  expect(read({ method: " QR ", from: "", currency: "VND", min: "1.250.000", max: "" })).toEqual({
    values: { method: "QR", from: null, currency: "VND", min: "1250000", max: null },
    problems: {},
  });
  expect(read({ currency: "HKD", min: "1,320.5" }).values.min).toBe("1320.5");
});

it.each([
  [{ from: "2026-02-02", to: "2026-02-01" }, { to: "days_reversed" }],
  [{ min: "5" }, { currency: "currency_missing" }],
  [{ currency: "HKD", min: "five" }, { min: "money_unreadable" }],
  [{ currency: "HKD", max: "1.999" }, { max: "money_unreadable" }],
  [{ currency: "VND", min: "9", max: "8" }, { max: "amounts_reversed" }],
])("says before it asks what would be refused: %j", (fields, problems) => {
  expect(read(fields).problems).toEqual(problems);
});

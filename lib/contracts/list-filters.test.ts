import { expect, it } from "vitest";
import { APPROVAL_FILTERS, ORDER_FILTERS, REFUND_FILTERS } from "./filter-names.ts";
import {
  approvalShape,
  listApprovalsSchema,
  listOrdersSchema,
  listRefundsSchema,
  orderShape,
  refundShape,
} from "./list-filters.ts";
import { FIELD_SENTENCES } from "./messages-en.ts";
import { parseSearch } from "./parse-search.ts";

it.each([
  [{ state: "gone" }, "state", "state_unknown"],
  [{ gateway: "No Such" }, "gateway", "gateway_unknown"],
  [{ from: "22.11.2026" }, "from", "day_unreadable"],
  [{ from: "2026-02-02", to: "2026-02-01" }, "to", "days_reversed"],
  [{ currency: "XYZ" }, "currency", "currency_unknown"],
  [{ min: "5" }, "currency", "currency_missing"],
  [{ currency: "VND", min: "-5" }, "min", "money_unreadable"],
  [{ currency: "VND", max: "12.5" }, "max", "money_too_many_digits"],
  [{ currency: "HKD", min: "2.00", max: "1.99" }, "max", "amounts_reversed"],
  [{ refunded: "yesterday" }, "refunded", "refunded_unknown"],
  [{ age: "2h" }, "age", "age_unknown"],
  [{ by: "me" }, "by", "person_unknown"],
])("A filter that cannot be used is named, with a sentence: %j", (search, field, message) => {
  expect(parseSearch(listRefundsSchema, search)).toMatchObject({
    ok: false,
    error: { code: "invalid_request", errors: [{ field, message }] },
  });
  expect(FIELD_SENTENCES).toHaveProperty(message);
});

it.each([
  [{ tab: "mine" }, "tab", "tab_unknown"],
  [{ sort: "size" }, "sort", "sort_unknown"],
  [{ tab: "decided", sort: "expiry" }, "sort", "sort_unknown"],
  [{ min: "5" }, "currency", "currency_missing"],
  [{ state: "failed" }, "state", "field_unknown"],
])("What the queue of approvals cannot be asked is named: %j", (search, field, message) => {
  expect(parseSearch(listApprovalsSchema, search)).toMatchObject({ error: { errors: [{ field, message }] } });
  expect(FIELD_SENTENCES).toHaveProperty(message);
});

it("orders know no filter that only refunds have", () => {
  expect(parseSearch(listOrdersSchema, { age: "1h" })).toMatchObject({ error: { errors: [{ field: "age" }] } });
});

it("addresses, saved views and files name the same filters as the lists understand", () => {
  expect(Object.keys(orderShape)).toEqual(["q", ...ORDER_FILTERS]);
  expect(Object.keys(refundShape)).toEqual(["q", ...REFUND_FILTERS]);
  expect(Object.keys(approvalShape)).toEqual([...APPROVAL_FILTERS]);
});

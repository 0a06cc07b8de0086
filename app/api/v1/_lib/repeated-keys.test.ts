import fc from "fast-check";
import { expect, it } from "vitest";
import { repeatedKeys } from "./repeated-keys.ts";

it.each([
  ['{"amount":"1","amount":"2"}', ["amount"]],
  ['{"payments":[{"amount":"1"},{"amount":"2","amount":"3"}],"amount":"5"}', ["payments.amount"]],
  ['{"a":{"b":1},"b":{"b":2}}', []],
  ['{"amount":"1","\\u0061mount":"2"}', ["amount"]],
  ['{"a":"x\\",\\"a\\":","b":1}', []],
])("G13 names repeated in %s: %j", (json, paths) => {
  expect(repeatedKeys(json)).toEqual(paths);
});

it("finds none in anything that was written by JSON.stringify", () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(repeatedKeys(json)).toEqual([]);
    }),
  );
});

import { expect, it } from "vitest";
import { readStrictForm } from "./strict-form.ts";

it("reads names and values, decoded once", () => {
  expect(readStrictForm("a=1&b=%26%3D+x&empty=")).toEqual({ a: "1", b: "&= x", empty: "" });
});

it.each(["", "no pairs", "plain", "a=1&a=2", "a=1&%61=2", "__proto__=1", "a=é", "a=1\n", "a=\u0000"])(
  "G13 %j is nothing at all",
  (text) => {
    expect(readStrictForm(text)).toBeUndefined();
  },
);

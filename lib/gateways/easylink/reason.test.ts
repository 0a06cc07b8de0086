import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanReason, isCleanReason } from "./reason.ts";

describe("the reason as it can be signed", () => {
  it.each([
    ["Customer return", "Customer return"],
    ["Wrong size, wrong colour!", "Wrong size wrong colour"],
    ["Customer's return", "Customers return"],
    ["Trả hàng đổi ý", "Tra hang doi y"],
    ["Ｄｏｕｂｌｅ　payment", "Double payment"],
    ["尺寸不合 size M", "size M"],
    ["退款测试", "Refund"],
    ["- …", "Refund"],
    ["", "Refund"],
    ["  a \t b  ", "a b"],
    ["x&sign=1&state=2", "x sign 1 state 2"],
    ["A-1_b.2", "A-1_b.2"],
  ])("%j is sent as %j", (reason, clean) => {
    expect(cleanReason(reason)).toBe(clean);
  });

  it("never holds anything but letters, digits, blank, dot, underscore and dash, at most 64 and at least one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (reason) => {
        const clean = cleanReason(reason);
        expect(clean).toMatch(/^[A-Za-z0-9._-](?:[A-Za-z0-9 ._-]{0,62}[A-Za-z0-9._-])?$/);
        expect(isCleanReason(clean)).toBe(true);
      }),
    );
    expect(cleanReason("x".repeat(500))).toHaveLength(64);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareNames } from "./account-name.ts";

describe("the name on an account beside the customer's", () => {
  it.each([
    ["NGUYEN THI ANH TUYET", "Nguyễn Thị Ánh Tuyết", "same"],
    ["DUC TRAN", "Trần Đức", "same"],
    ["NGUYEN  VAN A.", "nguyen van a", "same"],
    ["NGUYEN TUYET", "Nguyễn Thị Ánh Tuyết", "similar"],
    ["CONG TY TNHH HOA SEN", "Hoa Sen", "similar"],
    ["NGUYEN THI ANH TUYEN", "Nguyễn Thị Ánh Tuyết", "similar"],
    ["NGUYEN VANA", "Nguyễn Văn A", "similar"],
    ["NGUYEN VAN BINH", "Nguyễn Văn Hùng", "different"],
    ["NGUYEN", "Nguyễn Văn Hùng", "different"],
    ["LE THI HOA", "Phạm Quốc Bảo", "different"],
    ["NGUYEN VAN A", "陳大文", null],
    ["NGUYEN VAN A", "", null],
  ])("%s beside %s: %s", (accountName, customerName, match) => {
    expect(compareNames(accountName, customerName)).toBe(match);
  });

  it("is the same whichever of them stands first, and whatever the order of the words", () => {
    const words = fc.array(fc.stringMatching(/^[A-Z]{1,6}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [first, second] = [one.join(" "), other.join(" ")];
        expect(compareNames(first, second)).toBe(compareNames(second, first));
        expect(compareNames(first, one.toReversed().join(" "))).toBe("same");
      }),
    );
  });
});

import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { csvLine } from "./csv.ts";

const read = (text: string): string[][] => parse(text, { relax_column_count: true });

it.each([
  ['=HYPERLINK("http://x")', `'=HYPERLINK("http://x")`],
  ["+84901234567", "'+84901234567"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1+1", "'\t=1+1"],
  ["\r=1+1", "'\r=1+1"],
  ["\n=1+1", "'\n=1+1"],
  [" =1+1", "' =1+1"],
  ["\0=1+1", "'=1+1"],
  ["＝1+1", "'＝1+1"],
  ["00123", "'00123"],
  ["9704000012345678", "'9704000012345678"],
  ['a "quoted", cell', 'a "quoted", cell'],
  ["two\r\nlines", "two\r\nlines"],
  ["1=1", "1=1"],
  ["100000", "100000"],
  ["12.50", "12.50"],
  ["0.50", "0.50"],
  ["0", "0"],
  ["2026-11-05 10:21:07", "2026-11-05 10:21:07"],
  ["Nguyễn Văn A", "Nguyễn Văn A"],
])("J01 the cell %j is read as %j", (cell, expected) => {
  expect(read(csvLine([cell, "x"]))).toEqual([[expected, "x"]]);
});

it("J01 whatever people wrote comes back as it was, or led by an apostrophe, and is no formula", () => {
  const cell = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[=+\-@\t\r\n" ,0-9']{0,6}$/));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
      const [line = [], ...more] = read(csvLine(cells));

      expect(more).toEqual([]);
      expect(line.map((text) => text.replace(/^'/, ""))).toEqual(
        cells.map((text) => text.replaceAll("\0", "").replace(/^'/, "")),
      );
      expect(line.filter((text) => /^[=+\-@\t\r\n]/.test(text))).toEqual([]);
    }),
  );
});

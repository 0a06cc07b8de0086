import fc from "fast-check";
import jsQR from "jsqr";
import { expect, it } from "vitest";
import { qrPath } from "./qr-path.ts";

/** The path as a screen would show it, read by a scanner that knows nothing of how it was made. */
function scan(text: string): string | undefined {
  const scale = 4;
  const { size, path } = qrPath(text);
  const width = size * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      const from = (row * width + Number(x) * scale) * 4;
      for (let pixel = 0; pixel < Number(length) * scale; pixel += 1)
        pixels.fill(0, from + pixel * 4, from + pixel * 4 + 3);
    }
  }
  return jsQR(pixels, width, width)?.data;
}

it("a scanner reads the manual's qrData out of the code that is drawn, letter for letter", () => {
  const qrData =
    "00020101021238560010A0000007270126000697045701129020008685300208QRIBFTTA530370454061000005802VN5915NEOX DIEN MAY H62110807NEO20706304051F";
  expect(scan(qrData)).toBe(qrData);
});

it("and any other text that a gateway may send", () => {
  const text = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(text, (qrData) => scan(qrData) === qrData),
    { numRuns: 15 },
  );
});

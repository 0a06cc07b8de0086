import jsQR from "jsqr";
import { encode } from "uqr";
import { describe, expect, it } from "vitest";
import { BANKS } from "./banks.ts";
import { readVietQr } from "./viet-qr.ts";

/** From the gateway's manual. */
const MANUAL =
  "00020101021238560010A0000007270126000697045701129020008685300208QRIBFTTA530370454061000005802VN5915NEOX DIEN MAY H62110807NEO20706304051F";
const TWENTY = BANKS.slice(0, 20);

describe("a VietQR", () => {
  it("of the manual names its bank, account and owner", () => {
    expect(readVietQr(` ${MANUAL}\n`)).toEqual({
      ok: true,
      value: {
        accountNumber: "902000868530",
        accountName: "NEOX DIEN MAY H",
        bank: expect.objectContaining({ bin: "970457" }),
      },
    });
  });

  it.each(TWENTY)("is read from its picture for $shortName ($bin)", ({ bin, swiftCode }) => {
    const text = vietQr(bin, "00123456789");

    const read = readVietQr(scan(text) ?? "");

    expect(read).toMatchObject({ ok: true, value: { accountNumber: "00123456789", bank: { bin, swiftCode } } });
  });

  it("is refused when any one of its characters is another", () => {
    for (let at = 6; at < MANUAL.length; at += 1) {
      const changed = MANUAL.slice(0, at) + (MANUAL[at] === "7" ? "8" : "7") + MANUAL.slice(at + 1);

      expect(readVietQr(changed).ok, changed).toBe(false);
    }
  });

  it.each([
    ["", "vietqr_not_one"],
    ["https://example.com/pay", "vietqr_not_one"],
    ["970436 0012345678", "vietqr_not_one"],
    [MANUAL.slice(0, -1), "vietqr_damaged"],
    [MANUAL.slice(0, 60), "vietqr_damaged"],
    [vietQr("970436", "9704361234567890", "QRIBFTTC"), "vietqr_names_a_card"],
    [sealed(`00020101021226${field("00", "A000000775")}`), "vietqr_not_one"],
  ])("%j is none: %s", (text, problem) => {
    expect(readVietQr(text)).toEqual({ ok: false, error: problem });
  });

  it("of a member without a SWIFT code keeps the account and leaves the bank to the person", () => {
    expect(readVietQr(vietQr("999888", "0912345678"))).toEqual({
      ok: true,
      value: { accountNumber: "0912345678", accountName: null, bank: null },
    });
  });
});

/** Written once more from the specification, so that reading is not checked against its own library. */
function vietQr(bin: string, account: string, service = "QRIBFTTA"): string {
  const consumer = field("01", field("00", bin) + field("01", account));
  const merchant = field("38", field("00", "A000000727") + consumer + field("02", service));
  return sealed(`${field("00", "01")}${field("01", "11")}${merchant}${field("53", "704")}${field("58", "VN")}`);
}

function field(id: string, value: string): string {
  return `${id}${String(value.length).padStart(2, "0")}${value}`;
}

/** By the table of remainders, unlike the code under test, which shifts bit by bit. */
function sealed(text: string): string {
  const table = Array.from({ length: 256 }, (_, byte) =>
    Array.from({ length: 8 }).reduce<number>(
      (rest) => (rest & 0x8000 ? (rest << 1) ^ 0x1021 : rest << 1) & 0xffff,
      byte << 8,
    ),
  );
  const body = `${text}6304`;
  const rest = [...Buffer.from(body)].reduce(
    (sum, byte) => ((sum << 8) ^ (table[((sum >> 8) ^ byte) & 0xff] ?? 0)) & 0xffff,
    0xffff,
  );
  return body + rest.toString(16).toUpperCase().padStart(4, "0");
}

/** The code as a picture with a quiet zone, five pixels a module, and what a scanner sees in it. */
function scan(text: string): string | undefined {
  const scale = 5;
  const { size, data } = encode(text, { border: 4 });
  const width = size * scale;
  const pixels = new Uint8ClampedArray(width * width * 4);
  for (let at = 0; at < width * width; at += 1) {
    const [x, y] = [Math.floor((at % width) / scale), Math.floor(at / width / scale)];
    pixels.fill(data[y]?.[x] ? 0 : 255, at * 4, at * 4 + 3);
    pixels[at * 4 + 3] = 255;
  }
  return jsQR(pixels, width, width)?.data;
}

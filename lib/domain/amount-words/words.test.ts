import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simplifiedChinese, traditionalChinese } from "./chinese.ts";
import { english } from "./english.ts";
import { vietnamese } from "./vietnamese.ts";
import { amountParts, type WordsOf } from "./words.ts";

const LANGUAGES = { english, vietnamese, traditionalChinese, simplifiedChinese } as const;

describe("an amount in words", () => {
  it.each([
    ["1", "Một đồng"],
    ["10", "Mười đồng"],
    ["15", "Mười lăm đồng"],
    ["21", "Hai mươi mốt đồng"],
    ["24", "Hai mươi tư đồng"],
    ["105", "Một trăm linh năm đồng"],
    ["1005", "Một nghìn không trăm linh năm đồng"],
    ["100000", "Một trăm nghìn đồng"],
    ["1250000", "Một triệu hai trăm năm mươi nghìn đồng"],
    ["5000001", "Năm triệu không trăm linh một đồng"],
    ["1000000000", "Một tỷ đồng"],
    ["1000000000000", "Một nghìn tỷ đồng"],
    ["2050000000015", "Hai nghìn không trăm năm mươi tỷ không trăm mười lăm đồng"],
  ])("says %s dong in Vietnamese: %s", (text, words) => {
    expect(say(vietnamese, text, "VND", 0)).toBe(words);
  });

  it.each([
    ["1", "VND", 0, "One Vietnamese dong"],
    ["100000", "VND", 0, "One hundred thousand Vietnamese dong"],
    ["12.50", "HKD", 2, "Twelve Hong Kong dollars and 50/100"],
    ["1.00", "USD", 2, "One US dollar"],
    ["0.05", "HKD", 2, "Zero Hong Kong dollars and 05/100"],
    ["1234567", "VND", 0, "One million two hundred thirty-four thousand five hundred sixty-seven Vietnamese dong"],
  ])("says %s %s in English", (text, currency, digits, words) => {
    expect(say(english, text, currency, digits)).toBe(words);
  });

  it.each([
    ["12.50", "HKD", 2, "港幣壹拾貳元伍角正", "港币壹拾贰元伍角整"],
    ["12.00", "HKD", 2, "港幣壹拾貳元正", "港币壹拾贰元整"],
    ["12.05", "CNY", 2, "人民幣壹拾貳元零伍分", "人民币壹拾贰元零伍分"],
    ["1006.80", "CNY", 2, "人民幣壹仟零陸元捌角正", "人民币壹仟零陆元捌角整"],
    ["100000", "VND", 0, "壹拾萬越南盾正", "壹拾万越南盾整"],
    ["100050001", "VND", 0, "壹億零伍萬零壹越南盾正", "壹亿零伍万零壹越南盾整"],
    ["1000000001", "VND", 0, "壹拾億零壹越南盾正", "壹拾亿零壹越南盾整"],
    ["20010", "VND", 0, "貳萬零壹拾越南盾正", "贰万零壹拾越南盾整"],
    ["0.50", "HKD", 2, "港幣伍角正", "港币伍角整"],
    ["0.05", "HKD", 2, "港幣伍分", "港币伍分"],
  ])("says %s %s in Chinese capitals, each in its own", (text, currency, digits, traditional, simplified) => {
    expect(say(traditionalChinese, text, currency, digits)).toBe(traditional);
    expect(say(simplifiedChinese, text, currency, digits)).toBe(simplified);
  });

  it.each(["", "0", "0.00", "abc", "-5", "1e5", "1.234"])("says nothing of %j, which is no amount of HKD", (text) => {
    expect(amountParts(text, "HKD", 2)).toBeNull();
  });

  it.each(Object.entries(LANGUAGES))("never says two amounts alike in %s", (_, words) => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 15n });
    fc.assert(
      fc.property(amount, amount, (one, other) => {
        fc.pre(one !== other);
        expect(say(words, String(one), "VND", 0)).not.toBe(say(words, String(other), "VND", 0));
      }),
    );
  });
});

function say(words: WordsOf, text: string, currency: string, digits: number): string {
  const parts = amountParts(text, currency, digits);
  if (!parts) throw new Error(`${text} is no amount`);
  return words(parts);
}

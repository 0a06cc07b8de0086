import type { WordsOf } from "./words.ts";
import { nameOf } from "./words.ts";

type Script = {
  readonly locale: "zh-Hant" | "zh-Hans";
  readonly digits: string;
  readonly tens: readonly string[];
  readonly groups: readonly string[];
  readonly coins: readonly [string, string];
  readonly point: string;
  /** Closes an amount against additions; Hong Kong writes 正, the mainland 整. */
  readonly end: string;
  readonly names: Readonly<Record<string, string>>;
};

const TRADITIONAL: Script = {
  locale: "zh-Hant",
  digits: "零壹貳叁肆伍陸柒捌玖",
  tens: ["", "拾", "佰", "仟"],
  groups: ["", "萬", "億", "兆", "京"],
  coins: ["角", "分"],
  point: "點",
  end: "正",
  names: { HKD: "港幣", CNY: "人民幣", VND: "越南盾" },
};

const SIMPLIFIED: Script = {
  locale: "zh-Hans",
  digits: "零壹贰叁肆伍陆柒捌玖",
  tens: ["", "拾", "佰", "仟"],
  groups: ["", "万", "亿", "兆", "京"],
  coins: ["角", "分"],
  point: "点",
  end: "整",
  names: { HKD: "港币", CNY: "人民币", VND: "越南盾" },
};

/** In financial capitals, which nobody can turn into others: `12.50` HKD is 港幣壹拾貳元伍角正. */
export const traditionalChinese: WordsOf = (amount) => capitals(amount, TRADITIONAL);
export const simplifiedChinese: WordsOf = (amount) => capitals(amount, SIMPLIFIED);

function capitals({ whole, fraction, currency }: Parameters<WordsOf>[0], script: Script): string {
  const name = script.names[currency] ?? nameOf(currency, script.locale, whole);
  const number = wholeOf(whole, script);
  if (fraction === "") return `${number}${name}${script.end}`;
  if (fraction.length !== 2) return `${number}${pointed(fraction, script)}${name}${script.end}`;
  const coins = coinsOf(fraction, script);
  return number === script.digits[0] ? `${name}${coins.replace(/^零/, "")}` : `${name}${number}元${coins}`;
}

/** A tenth is spoken of as a coin, and an empty place before a hundredth is said. */
function coinsOf(fraction: string, { digits, coins, end }: Script): string {
  const [tenths = 0, hundredths = 0] = [...fraction].map(Number);
  if (tenths === 0 && hundredths === 0) return end;
  const first = tenths > 0 ? `${digits[tenths]}${coins[0]}` : digits[0];
  return hundredths > 0 ? `${first}${digits[hundredths]}${coins[1]}` : `${first}${end}`;
}

function pointed(fraction: string, { digits, point }: Script): string {
  return /^0*$/.test(fraction) ? "" : point + [...fraction].map((digit) => digits[Number(digit)]).join("");
}

/** Groups of four; one zero is said for any row of empty places that is followed by something. */
function wholeOf(whole: string, script: Script): string {
  const places = whole.replace(/^0+/, "");
  if (places === "") return script.digits[0] ?? "";
  let text = "";
  let isZeroOwed = false;
  let isGroupSaid = false;
  for (const [index, digit] of [...places].entries()) {
    const place = places.length - 1 - index;
    if (digit === "0") isZeroOwed = text !== "";
    else {
      text += `${isZeroOwed ? script.digits[0] : ""}${script.digits[Number(digit)]}${script.tens[place % 4]}`;
      isZeroOwed = false;
      isGroupSaid = true;
    }
    if (place % 4 === 0) {
      if (isGroupSaid) text += script.groups[place / 4] ?? "";
      isGroupSaid = false;
    }
  }
  return text;
}

import type { WordsOf } from "./words.ts";
import { fractionOver, groupsOf, nameOf, startWithCapital } from "./words.ts";

const DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split(" ");

/** `100000` VND: “Một trăm nghìn đồng”. */
export const vietnamese: WordsOf = ({ whole, fraction, currency }) => {
  const groups = groupsOf(whole);
  const words = groups.map((group, index) => {
    const scale = scaleOf(groups.length - 1 - index, groups.slice(0, index + 1));
    return group === 0 ? scale.evenIfEmpty : `${belowThousand(group, index > 0)} ${scale.name}`;
  });
  const number = words.join(" ").replace(/ +/g, " ").trim() || "không";
  const unit = currency === "VND" ? "đồng" : lowerFirst(nameOf(currency, "vi", whole));
  return startWithCapital(`${number} ${unit}${fractionOver(fraction, " và ")}`);
};

/** Thousand, million, then `tỷ`, by which everything above is counted anew: a thousand `tỷ`, a million `tỷ`. */
function scaleOf(place: number, until: readonly number[]): { name: string; evenIfEmpty: string } {
  const name = ["", "nghìn", "triệu"][place % 3] ?? "";
  const billions = place > 0 && place % 3 === 0 ? "tỷ" : "";
  const isCounted = billions !== "" && until.slice(-3).some((group) => group > 0);
  return { name: [name, billions].filter(Boolean).join(" "), evenIfEmpty: isCounted ? billions : "" };
}

/** Inside a number the empty hundreds and tens are said: `1.005` is “một nghìn không trăm linh năm”. */
function belowThousand(value: number, isInside: boolean): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  const saysHundreds = hundreds > 0 || isInside;
  return [
    saysHundreds ? `${DIGITS[hundreds]} trăm` : "",
    tens > 1 ? `${DIGITS[tens]} mươi` : tens === 1 ? "mười" : saysHundreds && ones > 0 ? "linh" : "",
    onesAfter(tens, ones),
  ]
    .filter(Boolean)
    .join(" ");
}

function onesAfter(tens: number, ones: number): string {
  if (ones === 0) return "";
  if (ones === 5 && tens > 0) return "lăm";
  if (tens < 2) return DIGITS[ones] ?? "";
  if (ones === 1) return "mốt";
  return ones === 4 ? "tư" : (DIGITS[ones] ?? "");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase("vi") + text.slice(1);
}

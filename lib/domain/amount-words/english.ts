import type { WordsOf } from "./words.ts";
import { fractionOver, groupsOf, nameOf, startWithCapital } from "./words.ts";

const UP_TO_NINETEEN = (
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
  "eighteen nineteen"
).split(" ");
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES = ["", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"];

/** `12.50` HKD: “Twelve Hong Kong dollars and 50/100”, as on a cheque. */
export const english: WordsOf = ({ whole, fraction, currency }) => {
  const groups = groupsOf(whole);
  const words = groups.flatMap((group, index) => {
    const scale = SCALES[groups.length - 1 - index] ?? "";
    return group === 0 ? [] : [belowThousand(group), scale];
  });
  const number = words.filter(Boolean).join(" ") || "zero";
  return startWithCapital(`${number} ${nameOf(currency, "en", whole)}${fractionOver(fraction, " and ")}`);
};

function belowThousand(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const tail = rest < 20 ? (rest > 0 ? UP_TO_NINETEEN[rest] : "") : tensOf(rest);
  return [hundreds > 0 ? `${UP_TO_NINETEEN[hundreds]} hundred` : "", tail].filter(Boolean).join(" ");
}

function tensOf(value: number): string {
  const ones = value % 10;
  return `${TENS[Math.floor(value / 10)]}${ones > 0 ? `-${UP_TO_NINETEEN[ones]}` : ""}`;
}

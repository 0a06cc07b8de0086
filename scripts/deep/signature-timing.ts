import { easylinkSign } from "#lib/gateways/easylink/emulator/protocol.ts";
import { verifySign } from "#lib/gateways/easylink/signature.ts";
import { neoxHash } from "#lib/gateways/neox/emulator/protocol.ts";
import { verifySecureHash } from "#lib/gateways/neox/signature.ts";
import { createRandom } from "#prisma/demo/random.ts";

/**
 * G15: whether the time of a refusal tells how much of a forged signature was right. 200,000 samples per gateway in
 * mixed order, half of them wrong in the first letter and half in the last; Welch's t, as in "dudect", above 4.5 in
 * three runs after each other is a leak. PayEase's signature is checked with a public key: there is no secret to learn.
 */
const SAMPLES = 200_000;
const LEAK = 4.5;
const RUNS = 3;
const SECRET = "0123456789abcdef0123456789abcdef";

const GATEWAYS: Readonly<Record<string, (forged: "first" | "last") => () => boolean>> = {
  neox: (forged) => {
    const fields = { neo_Command: "REFUND", neo_Amount: 10_000 };
    const neo_SecureHash = wrongIn(neoxHash(fields, SECRET, []), forged);
    return () => verifySecureHash("REFUND_NOTIFICATION", { ...fields, neo_SecureHash }, SECRET);
  },
  easylink: (forged) => {
    const fields = { mchNo: "M1", refundAmount: 10_000 };
    const sign = wrongIn(easylinkSign(fields, SECRET), forged);
    return () => verifySign({ ...fields, sign }, sign, SECRET);
  },
};

let leaks = 0;
for (const [gateway, verifierOf] of Object.entries(GATEWAYS)) {
  const values = Array.from({ length: RUNS }, (_, run) => tOf(verifierOf("first"), verifierOf("last"), run));
  const leak = values.every((t) => Math.abs(t) > LEAK);
  if (leak) leaks++;
  console.log(`${gateway}: t = ${values.map((t) => t.toFixed(2)).join(", ")} ${leak ? "a leak" : "no leak"}`);
}
process.exitCode = leaks === 0 ? 0 : 1;

function tOf(first: () => boolean, last: () => boolean, seed: number): number {
  const { between } = createRandom(seed);
  const times: readonly [number[], number[]] = [[], []];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const kind = between(0, 1) as 0 | 1;
    const began = process.hrtime.bigint();
    if ((kind === 0 ? first : last)()) throw new Error("A forged signature was taken.");
    times[kind].push(Number(process.hrtime.bigint() - began));
  }
  return welch(...(times.map(withoutPauses) as [number[], number[]]));
}

/** Collections and other processes are no part of the comparison: the slowest tenth is left out. */
function withoutPauses(times: readonly number[]): number[] {
  return times.toSorted((a, b) => a - b).slice(0, Math.floor(times.length * 0.9));
}

function welch(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const error = (values: readonly number[], middle: number) =>
    mean(values.map((value) => (value - middle) ** 2)) / values.length;
  return (meanA - meanB) / Math.sqrt(error(a, meanA) + error(b, meanB));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Hex digits of the same letter case, wrong in one place. */
function wrongIn(sign: string, place: "first" | "last"): string {
  const other = (digit: string) => (digit === "0" ? "1" : "0");
  return place === "first" ? other(sign.slice(0, 1)) + sign.slice(1) : sign.slice(0, -1) + other(sign.slice(-1));
}

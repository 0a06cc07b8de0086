import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { GATEWAYS } from "./registry.ts";

const sourceOf = (gateway: string) => readFileSync(new URL(`${gateway}/signature.ts`, import.meta.url), "utf8");

it("every gateway has its signature in one file", () => {
  expect(GATEWAYS.filter((gateway) => !existsSync(new URL(`${gateway}/signature.ts`, import.meta.url)))).toEqual([]);
});

it.each(GATEWAYS)("G15 %s compares signatures in constant time, and in no other way", (gateway) => {
  const source = sourceOf(gateway);
  expect(source).toMatch(/import \{[^}]*\b(timingSafeEqual|verify)\b[^}]*\} from "node:crypto"/);
  expect(source).not.toMatch(/[!=]==\s*(received|signature)|(?<!typeof )\b(received|signature)\s*[!=]==/);
});

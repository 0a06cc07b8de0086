import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { FIELD_SENTENCES, fieldSentence } from "./messages-en.ts";
import { PROBLEM_CODES, problemResponse } from "./problem.ts";

const page = readFileSync("docs/error-codes.md", "utf8");

it.each(Object.entries(PROBLEM_CODES))("the page of error codes has %s as it is", (code, [status, sentence]) => {
  expect(page).toContain(`| \`${code}\` | ${status} | ${sentence} |`);
});

it("answers a problem by RFC 9457, with what the service tells beside it", async () => {
  const problem = { code: "refund_exceeds_balance", detail: { refundable: "60000", status: "mine" } } as const;

  const response = problemResponse({ ...problem, errors: [{ field: "amount", message: "refund_exceeds_balance" }] });

  expect([response.status, response.headers.get("content-type")]).toEqual([409, "application/problem+json"]);
  expect(await response.json()).toMatchObject({
    type: "/api/v1/docs#refund_exceeds_balance",
    title: "Refund exceeds balance",
    status: 409,
    code: "refund_exceeds_balance",
    refundable: "60000",
    errors: [{ field: "amount" }],
  });
});

it("has a sentence for every key that a field can be wrong by, and lets sentences pass", () => {
  expect(fieldSentence("too_long:64")).toBe("Use at most 64 characters.");
  expect(fieldSentence("It must begin with https.")).toBe("It must begin with https.");
  expect(Object.values(FIELD_SENTENCES).filter((sentence) => !/[.]$/.test(sentence))).toEqual([]);
});

import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listCasesSchema } from "#lib/contracts/review.ts";
import { listCases } from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

export const GET = deskRead(async (context, { search }) => {
  const input = parseSearch(listCasesSchema, search);
  return input.ok ? listCases(context, input.value) : input;
});

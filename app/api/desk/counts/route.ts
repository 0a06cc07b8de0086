import { countsSchema } from "#lib/contracts/list-filters.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { readCounts } from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

export const GET = deskRead(async (context, { search }) => {
  const input = parseSearch(countsSchema, search);
  return input.ok ? readCounts(context, input.value) : input;
});

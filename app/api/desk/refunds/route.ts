import { listRefundsSchema } from "#lib/contracts/list-filters.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listRefunds } from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

export const GET = deskRead(async (context, { search }) => {
  const input = parseSearch(listRefundsSchema, search);
  return input.ok ? listRefunds(context, input.value) : input;
});

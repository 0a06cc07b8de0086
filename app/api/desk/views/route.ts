import { parseSearch } from "#lib/contracts/parse-search.ts";
import { savedViewListSchema } from "#lib/contracts/saved-views.ts";
import { listSavedViews } from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

export const GET = deskRead(async (context, { search }) => {
  const input = parseSearch(savedViewListSchema, search);
  return input.ok ? listSavedViews(context, input.value) : input;
});

import { listOrdersSchema } from "#lib/contracts/list-filters.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listOrders } from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

export const GET = deskRead(async (context, { search }) => {
  const input = parseSearch(listOrdersSchema, search);
  return input.ok ? listOrders(context, input.value) : input;
});

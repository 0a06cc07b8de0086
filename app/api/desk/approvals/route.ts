import { listApprovalsSchema } from "#lib/contracts/list-filters.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listApprovals } from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

export const GET = deskRead(async (context, { search }) => {
  const input = parseSearch(listApprovalsSchema, search);
  return input.ok ? listApprovals(context, input.value) : input;
});

import { listNoticesSchema } from "#lib/contracts/notices.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listNotices } from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

export const GET = deskRead(async (context, { search }) => {
  const input = parseSearch(listNoticesSchema, search);
  return input.ok ? listNotices(context, input.value) : input;
});

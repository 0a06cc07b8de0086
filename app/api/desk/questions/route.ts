import { listQuestionsSchema } from "#lib/contracts/comments.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listQuestions } from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

export const GET = deskRead(async (context, { search }) => {
  const input = parseSearch(listQuestionsSchema, search);
  return input.ok ? listQuestions(context, input.value) : input;
});

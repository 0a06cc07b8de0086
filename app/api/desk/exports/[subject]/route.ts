import { exportSubjectSchema } from "#lib/contracts/exports.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listExports } from "#lib/server.ts";
import { deskRead } from "../../_lib/desk-read.ts";

export const GET = deskRead<{ subject: string }>(async (context, { params }) => {
  const subject = parseSearch(exportSubjectSchema, params.subject);
  return subject.ok ? listExports(context, subject.value) : subject;
});

import { answerUpload } from "#app/api/_lib/answer-upload.ts";
import { methodNotAllowed } from "#app/api/_lib/method-not-allowed.ts";
import { importOrders } from "#lib/server.ts";

/** The orders of a CSV file; `?dryRun=true` stores nothing, and so does everything but `false`. */
export function POST(request: Request): Promise<Response> {
  return answerUpload(request, ({ context, bytes, query }) =>
    importOrders(context, { csv: bytes, dryRun: query.get("dryRun") !== "false" }),
  );
}

const others = methodNotAllowed("POST");

export { others as DELETE, others as GET, others as PATCH, others as PUT };

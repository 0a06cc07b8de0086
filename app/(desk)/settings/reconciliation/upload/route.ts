import { answerUpload } from "#app/api/_lib/answer-upload.ts";
import { methodNotAllowed } from "#app/api/_lib/method-not-allowed.ts";
import { compareExtract } from "#lib/server.ts";

/** A settlement or an extract of a portal: `?account=…&name=…`. Compares, and changes nothing. */
export function POST(request: Request): Promise<Response> {
  return answerUpload(request, ({ context, bytes, query }) =>
    compareExtract(context, {
      gatewayAccountId: query.get("account") ?? "",
      csv: bytes,
      fileName: query.get("name") ?? "",
    }),
  );
}

const others = methodNotAllowed("POST");

export { others as DELETE, others as GET, others as PATCH, others as PUT };

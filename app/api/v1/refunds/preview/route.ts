import { methodNotAllowed, tellMethods } from "#app/api/_lib/method-not-allowed.ts";
import { apiRequestRefundSchema } from "#lib/contracts/refund.ts";
import { previewRefund } from "#lib/server.ts";
import { answering, apiRoute } from "../../_lib/api-route.ts";
import { readJson } from "../../_lib/read-json.ts";

/** What asking would do; nothing is stored. */
export const POST = apiRoute(async (context, request) => {
  const input = await readJson(request, apiRequestRefundSchema);
  if (!input.ok) return input;
  return answering(await previewRefund(context, input.value), (body) => ({ status: 200, body }));
});

const others = methodNotAllowed("POST");

export const OPTIONS = tellMethods("POST");

export { others as DELETE, others as GET, others as PATCH, others as PUT };

import { methodNotAllowed, tellMethods } from "#app/api/_lib/method-not-allowed.ts";
import { apiListRefundsSchema } from "#lib/contracts/api.ts";
import { apiRequestRefundSchema } from "#lib/contracts/refund.ts";
import { err } from "#lib/domain/result.ts";
import { listRefundObjects, requestRefundByApi } from "#lib/server.ts";
import { answering, apiRoute } from "../_lib/api-route.ts";
import { readJson, readQuery } from "../_lib/read-json.ts";

const IDEMPOTENCY_KEY = /^[\x20-\x7e]{1,255}$/;

export const POST = apiRoute(async (context, request) => {
  const idempotencyKey = request.headers.get("idempotency-key") ?? "";
  if (!IDEMPOTENCY_KEY.test(idempotencyKey)) {
    return err({ code: "invalid_request", errors: [{ field: "Idempotency-Key", message: "idempotency_key_missing" }] });
  }
  const body = await readJson(request, apiRequestRefundSchema);
  if (!body.ok) return body;
  return answering(await requestRefundByApi(context, { idempotencyKey, body: body.value }), (refund) => ({
    status: 202,
    body: refund,
    location: `/api/v1/refunds/${refund.id}`,
  }));
});

export const GET = apiRoute(async (context, request) => {
  const query = readQuery(request, apiListRefundsSchema);
  if (!query.ok) return query;
  return answering(await listRefundObjects(context, query.value), ({ items, next }) => ({
    status: 200,
    body: { items, next },
  }));
});

const others = methodNotAllowed("GET, POST");

export const OPTIONS = tellMethods("GET, POST");

export { others as DELETE, others as PATCH, others as PUT };

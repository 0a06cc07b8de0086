import { lastSegment } from "#app/api/_lib/last-segment.ts";
import { methodNotAllowed, tellMethods } from "#app/api/_lib/method-not-allowed.ts";
import { err } from "#lib/domain/result.ts";
import { getOrder } from "#lib/server.ts";
import { answering, apiRoute } from "../../_lib/api-route.ts";

export const GET = apiRoute(async (context, request) => {
  const orderId = lastSegment(request);
  if (!orderId) return err({ code: "order_not_found" });
  return answering(await getOrder(context, orderId), (body) => ({ status: 200, body }));
});

const others = methodNotAllowed("GET");

export const OPTIONS = tellMethods("GET");

export { others as DELETE, others as PATCH, others as POST, others as PUT };

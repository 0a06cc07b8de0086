import { methodNotAllowed, tellMethods } from "#app/api/_lib/method-not-allowed.ts";
import { apiListOrdersSchema } from "#lib/contracts/api.ts";
import { upsertOrderSchema } from "#lib/contracts/order.ts";
import { listOrders, upsertOrder } from "#lib/server.ts";
import { answering, apiRoute } from "../_lib/api-route.ts";
import { readJson, readQuery } from "../_lib/read-json.ts";

export const POST = apiRoute(async (context, request) => {
  const input = await readJson(request, upsertOrderSchema);
  if (!input.ok) return input;
  return answering(await upsertOrder(context, input.value), ({ created, order }) => ({
    status: created ? 201 : 200,
    body: order,
    location: `/api/v1/orders/${encodeURIComponent(order.orderId)}`,
  }));
});

export const GET = apiRoute(async (context, request) => {
  const query = readQuery(request, apiListOrdersSchema);
  if (!query.ok) return query;
  return answering(await listOrders(context, query.value), ({ items, next }) => ({
    status: 200,
    body: { items, next },
  }));
});

const others = methodNotAllowed("GET, POST");

export const OPTIONS = tellMethods("GET, POST");

export { others as DELETE, others as PATCH, others as PUT };

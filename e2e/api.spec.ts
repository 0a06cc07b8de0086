import { randomUUID } from "node:crypto";
import { expect, test } from "./fixtures.ts";
import { decide, refundState } from "./pages.ts";

test("a refund asked for by REST is approved by a person and told back by REST", async ({
  operator,
  order,
  gateway,
  api,
  read,
}) => {
  const paid = await order();
  const wish = { paymentId: paid.paymentId, amount: "30000", currency: "VND", reason: "Returned in the shop" };
  const key = { "idempotency-key": randomUUID() };

  const preview = await api.post("/api/v1/refunds/preview", { data: wish });
  expect(await preview.json()).toMatchObject({ approvals: 1, balance: { refundable: "100000" } });
  const first = await api.post("/api/v1/refunds", { headers: key, data: wish });
  const again = await api.post("/api/v1/refunds", { headers: key, data: wish });
  const other = await api.post("/api/v1/refunds", { headers: key, data: { ...wish, amount: "30001" } });
  expect([first.status(), again.status(), other.status()]).toEqual([202, 202, 409]);
  const refund = await first.json();
  expect(refund).toMatchObject({ state: "awaiting_approval", amount: "30000", orderId: paid.orderId, proof: null });
  expect((await again.json()).id).toBe(refund.id);
  expect(other.headers()["content-type"]).toContain("application/problem+json");
  expect(await other.json()).toMatchObject({ code: "idempotency_key_reused" });

  const manager = await operator("manager");
  await manager.goto(`/refunds/${refund.reference}`);
  await decide(manager, "Approve");
  await expect(refundState(manager)).toHaveText("Approved – in line");
  await expect.poll(async () => (await read(refund.id)).state, { timeout: 20_000 }).toBe("succeeded");

  expect(await read(refund.reference)).toMatchObject({ proof: { verdict: "moved" } });
  const { reference } = refund;
  expect(await gateway.ledger()).toEqual([
    expect.objectContaining({ reference, amount: 30_000, requests: 1, moves: 1 }),
  ]);
});

test("the API refuses what is wrong with a code and the field, and stores nothing", async ({
  order,
  api,
  request,
  refundsOf,
}) => {
  const paid = await order();
  const wish = { paymentId: paid.paymentId, amount: "30000", currency: "VND", reason: "Returned in the shop" };
  const post = (change: object, headers: Record<string, string> = { "idempotency-key": randomUUID() }) =>
    api.post("/api/v1/refunds", { headers, data: { ...wish, ...change } });

  const refusals = [
    [await post({ amount: "1e3" }), 400, { code: "invalid_request", errors: [{ field: "amount" }] }],
    [await post({ amount: "100000.00" }), 400, { code: "invalid_request", errors: [{ field: "amount" }] }],
    [await post({ reason: "" }), 400, { code: "invalid_request", errors: [{ field: "reason" }] }],
    [await post({ state: "succeeded" }), 400, { code: "invalid_request", errors: [{ field: "state" }] }],
    [await post({}, {}), 400, { code: "invalid_request" }],
    [await post({ amount: "100001" }), 409, { code: "refund_exceeds_balance" }],
    [await post({ paymentId: randomUUID() }), 404, { code: "payment_not_found" }],
    [await api.get("/api/v1/orders/nowhere"), 404, { code: "order_not_found" }],
    [await api.get("/api/v1/refunds/nowhere"), 404, { code: "refund_not_found" }],
    [await request.get("/api/v1/orders"), 401, { code: "unauthorized" }],
  ] as const;

  for (const [answer, status, problem] of refusals) {
    expect(answer.status(), JSON.stringify(problem)).toBe(status);
    expect(answer.headers()["content-type"]).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject(problem);
  }
  expect(await refundsOf(paid)).toEqual([]);
});

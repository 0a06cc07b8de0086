import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { NEOX_CREDENTIALS } from "#prisma/factories/create-gateway-account.ts";
import { type NeoxDesk, openNeoxDesk } from "#prisma/factories/neox-desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { requestRefund } from "./request-refund.ts";

const database = useTestDatabase();
let desk: NeoxDesk;
let road: Server;

beforeAll(async () => {
  desk = await openNeoxDesk(database);
  road = await roadThatSendsTwice(desk.emulatorsUrl);
  const baseUrl = `http://127.0.0.1:${(road.address() as AddressInfo).port}/neox`;
  await database.prisma.gatewayCredential.updateMany({ data: { baseUrl } });
  await database.prisma.gatewayAccount.update({ where: { id: desk.accountId }, data: { baseUrl } });
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
  await database.prisma.policy.create({ data: { document: { default: { approvals: 0 } }, createdBy: "test" } });
  await desk.startWorker();
});
afterAll(async () => {
  await desk.close();
  road.close();
});

afterEach(async () => {
  expect((await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
});

it("E15 a request that the road sends twice carries one reference, and is paid once by a gateway that keeps its word", async () => {
  const { id, submissions, moves } = await refundOver("refuse");

  await becomes(id, "succeeded");
  expect(await submissions()).toBe(2);
  expect(await moves()).toBe(1);
});

it("E15 F15 a gateway that carries it out twice is found out: the total rose by another amount, and people are called", async () => {
  const { id, moves } = await refundOver("pay_again");

  await becomes(id, "needs_review");
  expect(await moves()).toBe(2);
  expect(await database.prisma.attempt.count({ where: { refundId: id, kind: "submit" } })).toBe(1);
});

async function refundOver(duplicateRequest: "refuse" | "pay_again") {
  await desk.gateway.putMerchant(NEOX_CREDENTIALS.merchantCode, {
    secretKey: NEOX_CREDENTIALS.secretKey,
    settings: { duplicateRequest },
  });
  await desk.gateway.plan({ default: { settleAfterMs: 0, notifications: 0 } });
  const { paymentId } = await desk.paid();
  const wish = { requestKey: randomUUID(), paymentId, amount: "40000", reason: "Customer return" };
  const requested = await requestRefund(desk.staff, wish);
  if (!requested.ok) throw new Error(requested.error.code);
  const { id, reference } = requested.value;
  const ofUs = (one: { readonly requestId: string }) => one.requestId === reference;
  return {
    id,
    submissions: async () => (await desk.gateway.truth()).submissions.filter(ofUs).length,
    moves: async () => (await desk.gateway.truth()).refunds.filter(ofUs).reduce((sum, { moves }) => sum + moves, 0),
  };
}

const becomes = (id: string, state: string) =>
  expect
    .poll(async () => (await database.prisma.refund.findUniqueOrThrow({ where: { id } })).state, { timeout: 12_000 })
    .toBe(state);

/** Hands every request to refund on twice, and the second answer back. */
async function roadThatSendsTwice(to: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const send = () =>
      fetch(to + request.url, { method: "POST", headers: { "content-type": "application/json" }, body });
    if (body.includes('"REFUND"')) await (await send()).arrayBuffer();
    const answer = await send();
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { ListNotificationsInput } from "#lib/contracts/notifications.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { type Hands, openHands } from "#prisma/factories/hands.ts";
import { type NeoxDesk, openNeoxDesk } from "#prisma/factories/neox-desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { getNotification } from "./get-notification.ts";
import { listNotifications } from "./list-notifications.ts";
import { replayNotification } from "./replay-notification.ts";

const database = useTestDatabase();
let desk: NeoxDesk;
let hands: Hands;

beforeAll(async () => {
  desk = await openNeoxDesk(database);
  hands = openHands(database, desk, desk.accountId);
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
});
afterAll(async () => {
  await hands.close();
  await desk.close();
});
afterEach(async () => {
  const broken = (await checkInvariants(database.prisma)).filter(({ name }) => name !== "I11b");
  expect(broken.filter(({ violations }) => violations > 0)).toEqual([]);
});

type Sent = { readonly id: string; readonly reference: string };

async function atGateway(): Promise<Sent> {
  const { paymentId } = await desk.paid();
  const wish = { requestKey: randomUUID(), paymentId, amount: "40000", reason: "Returned" };
  const requested = await requestRefund(desk.staff, wish);
  if (!requested.ok) throw new Error(requested.error.code);
  const { id, reference } = requested.value;
  await desk.gateway.plan({ byReference: { [reference]: { scenario: "accept_and_wait" } } });
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  await approveRefund(desk.manager, { refundId: id, sealedHash });
  expect(await hands.work(id)).toBe("processing");
  return { id, reference };
}

async function told({ reference }: Sent, fields: Record<string, unknown> = {}, kind: "genuine" | "forged" = "genuine") {
  await desk.gateway.notify({ requestId: reference, kind, fields });
  await hands.readInbox();
}

async function shown(input: Partial<ListNotificationsInput> = {}) {
  const page = await listNotifications(desk.manager, { limit: 50, ...input });
  if (!page.ok) throw new Error(page.error.code);
  return page.value;
}

it("each message says what it changed, or why it changed nothing, and leads to its case", async () => {
  const refund = await atGateway();
  await told(refund, {}, "forged");
  await told(refund, { neo_Amount: 39_000 });
  await told(refund);
  await told(refund);
  await told(refund, { neo_ResponseMsg: "Success again" });
  await told(refund, { neo_RequestID: randomUUID() });

  const items = (await shown()).items.slice(0, 5);

  expect(items.map(({ verdict, effect, copies }) => ({ verdict, effect, copies }))).toEqual([
    { verdict: "verified", effect: { kind: "nothing", why: "unmatched" }, copies: 1 },
    { verdict: "verified", effect: { kind: "fits", state: "succeeded" }, copies: 1 },
    { verdict: "verified", effect: { kind: "moved", from: "needs_review", to: "succeeded" }, copies: 2 },
    { verdict: "verified", effect: { kind: "differs", field: "amount" }, copies: 1 },
    // The emulator sends again what was not acknowledged.
    { verdict: "bad_signature", effect: { kind: "nothing", why: "bad_signature" }, copies: expect.any(Number) },
  ]);
  expect(items[2]?.refund).toMatchObject(refund);
  expect((await shown({ effect: "forged" })).items[0]?.id).toBe(items[4]?.id);
  expect((await shown({ effect: "differs", q: refund.reference })).items).toEqual([items[3]]);
  expect((await shown({ account: randomUUID() })).items).toEqual([]);
});

it("a difference leads to the case that it opened, until that is answered", async () => {
  const refund = await atGateway();
  await told(refund, { neo_Amount: 39_000 });
  const open = await database.prisma.case.findFirstOrThrow({ where: { refundId: refund.id, closedAt: null } });

  expect((await shown({ q: refund.reference })).items).toMatchObject([{ caseId: open.id }]);
  await told(refund);
  const [answered] = (await shown({ q: refund.reference, effect: "differs" })).items;
  expect(answered).toMatchObject({ caseId: null });

  const again = await replayNotification(desk.manager, { notificationId: answered?.id ?? "" });
  expect(again).toEqual({ ok: true, value: { effect: { kind: "differs", field: "amount" } } });
  expect(await database.prisma.case.count({ where: { refundId: refund.id, closedAt: null } })).toBe(0);
});

it("E18 a message that contradicts what was proved does not seem to fit", async () => {
  const refund = await atGateway();
  await told(refund, { neo_ResponseCode: 33, neo_ResponseMsg: "Failed" });
  await told(refund);

  const { items } = await shown({ q: refund.reference });
  expect(items.map(({ effect }) => effect)).toEqual([
    { kind: "contradicts", state: "failed" },
    { kind: "moved", from: "processing", to: "failed" },
  ]);
  expect(items[0]?.caseId).toEqual(expect.any(String));
});

it("pages follow each other without a gap, and back", async () => {
  const refund = await atGateway();
  for (let amount = 1; amount <= 6; amount++) await told(refund, { neo_Amount: amount });
  const all = (await shown()).items;
  const first = await shown({ limit: 3 });
  const second = await shown({ limit: 3, cursor: first.next ?? "" });
  const back = await shown({ limit: 3, cursor: second.previous ?? "" });

  expect([...first.items, ...second.items]).toEqual(all.slice(0, 6));
  expect(back.items).toEqual(first.items);
  expect(await listNotifications(desk.manager, { limit: 3, cursor: "nonsense" })).toMatchObject({ ok: false });
});

it("the message itself is shown as it came, with what it says", async () => {
  const refund = await atGateway();
  await told(refund, { neo_ResponseMsg: "to account 970400001234567" });
  const [{ id = "" } = {}] = (await shown({ q: refund.reference })).items;

  const message = await getNotification(desk.manager, id);

  expect(message).toMatchObject({
    ok: true,
    value: { says: { about: "refund", reference: refund.reference, result: "succeeded", amount: "40000" } },
  });
  const body = message.ok ? message.value.body : "";
  expect(body).toContain(`"neo_RequestID":"${refund.reference}"`);
  expect(body).toContain("to account •••• 4567");
  expect(body).not.toContain("970400001234567");
});

it("G09 processing a message again adds nothing, keeps what it did at first, and is written down", async () => {
  const refund = await atGateway();
  await told(refund);
  const [before] = (await shown({ q: refund.reference })).items;

  const again = await replayNotification(desk.manager, { notificationId: before?.id ?? "" });

  expect(again).toEqual({ ok: true, value: { effect: { kind: "fits", state: "succeeded" } } });
  expect((await shown({ q: refund.reference })).items).toEqual([before]);
  expect(await database.prisma.evidence.count({ where: { refundId: refund.id, source: "notification" } })).toBe(1);
  const written = { kind: "notification.replayed", refundId: refund.id };
  expect(await database.prisma.auditEvent.findMany({ where: written })).toMatchObject([
    { actor: `user:${desk.manager.operator.id}` },
  ]);
});

it("a message that waits is processed at once when a person says so", async () => {
  const refund = await atGateway();
  await desk.gateway.notify({ requestId: refund.reference, kind: "genuine" });
  const [waiting] = (await shown({ effect: "waiting" })).items;

  const applied = await replayNotification(desk.manager, { notificationId: waiting?.id ?? "" });

  expect(applied).toEqual({ ok: true, value: { effect: { kind: "moved", from: "processing", to: "succeeded" } } });
  expect((await shown({ q: refund.reference })).items).toMatchObject([{ effect: { kind: "moved" } }]);
});

it("G05 what nobody signed is never processed", async () => {
  const refund = await atGateway();
  await told(refund, {}, "forged");
  const [{ id = "" } = {}] = (await shown({ effect: "forged" })).items;

  expect(await replayNotification(desk.manager, { notificationId: id })).toMatchObject({
    ok: false,
    error: { code: "not_verified" },
  });
  expect(await getNotification(desk.manager, id)).toMatchObject({ ok: true, value: { says: null, mayReplay: false } });
});

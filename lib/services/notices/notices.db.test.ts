import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { auditRepository } from "#lib/db/postgres/audit.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { expireRefunds } from "#lib/services/refunds/expire-refunds.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { withdrawRefund } from "#lib/services/refunds/withdraw-refund.ts";
import { proposePolicy } from "#lib/services/settings/propose-policy.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { listNotices, readNotices, unreadNotices } from "./list-notices.ts";
import { pruneNotices } from "./prune-notices.ts";

const database = useTestDatabase();
let people: Record<"lan" | "minh" | "hoa" | "admin" | "admin2", TestPerson>;
let gatewayAccountId: string;

beforeAll(async () => {
  const services = testServices(database.prisma);
  gatewayAccountId = await createGatewayAccount(services);
  people = {
    lan: await personAtWork(services, "staff"),
    minh: await personAtWork(services, "manager"),
    hoa: await personAtWork(services, "manager"),
    admin: await personAtWork(services, "admin"),
    admin2: await personAtWork(services, "admin"),
  };
});

async function asked(by: TestPerson) {
  const { orderId, paymentIds } = await createOrder(database.prisma, {
    payments: [{ gatewayAccountId, amount: "100000" }],
  });
  const input = { requestKey: randomUUID(), paymentId: paymentIds[0] ?? "", amount: "40000", reason: "Returned" };
  const refund = await requestRefund(by, input);
  if (!refund.ok) throw new Error(refund.error.code);
  const { id, sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id: refund.value.id } });
  return { refundId: id, sealedHash, orderId };
}

/** What somebody was told about a refund, newest first. */
async function told(person: TestPerson, refundId: string): Promise<string[]> {
  const page = await listNotices(person, { limit: 100 });
  if (!page.ok) throw new Error(page.error.code);
  return page.value.items.filter(({ refund }) => refund?.id === refundId).map(({ kind }) => kind);
}

describe("notices", () => {
  it("tell each approver of what waits, and its requester what was decided, with a way there", async () => {
    const { lan, minh, hoa, admin } = people;
    const { refundId, sealedHash, orderId } = await asked(lan);

    expect(await told(minh, refundId)).toEqual(["approval_wanted"]);
    expect(await told(hoa, refundId)).toEqual(["approval_wanted"]);
    expect(await told(lan, refundId)).toEqual([]);

    await approveRefund(minh, { refundId, sealedHash });
    const page = await listNotices(lan, { limit: 1 });
    expect(page.ok && page.value.items).toMatchObject([
      { kind: "refund_approved", by: minh.operator.name, orderId, href: `/refunds/${refundId}`, isRead: false },
    ]);
    expect(await told(admin, refundId)).toEqual([]);
  });

  it("tell of an approval once, however many press it at the same moment", async () => {
    const { lan, minh, hoa } = people;
    const { refundId, sealedHash } = await asked(lan);

    await Promise.all([minh, hoa, minh, hoa].map((manager) => approveRefund(manager, { refundId, sealedHash })));

    expect(await told(lan, refundId)).toEqual(["refund_approved"]);
  });

  it("tell of an expiry once, however many workers see it", async () => {
    const { lan } = people;
    const { refundId } = await asked(lan);
    await database.prisma.$executeRaw`
      UPDATE refund SET expires_at = now() - interval '1 second' WHERE id = ${refundId}::uuid`;
    const worker = { ...lan, operator: { kind: "worker", name: "Refund Desk" } as const };

    await Promise.all(Array.from({ length: 4 }, () => expireRefunds(worker)));

    expect(await told(lan, refundId)).toEqual(["refund_expired"]);
  });

  it("are there together with their event, or not at all", async () => {
    const { lan, minh } = people;
    const { refundId } = await asked(lan);
    const before = await unreadNotices(minh);
    const event = { kind: "refund.state", operator: lan.operator, refundId, data: {} } as const;
    const tells = [{ kind: "approval_wanted", people: [minh.operator.id] }] as const;

    const broken = database.prisma.$transaction(async (tx) => {
      await auditRepository(tx).append({ ...event, tells });
      throw new Error("the process ends here");
    });

    await expect(broken).rejects.toThrow("the process ends here");
    expect(await unreadNotices(minh)).toEqual(before);
  });

  it("tell nobody of what they did, nobody who has left, and no machine", async () => {
    const { lan, minh, hoa } = people;
    await database.prisma.user.update({ where: { id: hoa.operator.id }, data: { status: "disabled" } });
    const own = await asked(minh);
    await withdrawRefund(minh, { refundId: own.refundId });
    await database.prisma.user.update({ where: { id: hoa.operator.id }, data: { status: "active" } });

    expect([await told(minh, own.refundId), await told(hoa, own.refundId)]).toEqual([[], []]);
    expect(await told(lan, own.refundId)).toEqual([]);
  });

  it("call the other administrators to a policy that one of them wants", async () => {
    const { admin, admin2 } = people;

    await proposePolicy(admin, { default: { approvals: 2 }, rules: [] });

    const page = await listNotices(admin2, { limit: 1 });
    expect(page.ok && page.value.items).toMatchObject([
      { kind: "policy_change_proposed", by: admin.operator.name, href: "/settings/policy", refund: null },
    ]);
    expect(await unreadNotices(admin)).toEqual({ ok: true, value: { unread: 0 } });
  });

  it("K14 are read by nobody but their person, once", async () => {
    const { lan, minh } = people;
    const { refundId } = await asked(lan);
    const page = await listNotices(minh, { limit: 1 });
    const noticeId = (page.ok && page.value.items[0]?.id) || "";
    const unread = async () => (await database.prisma.notice.findUnique({ where: { id: BigInt(noticeId) } }))?.readAt;

    await readNotices(lan, { noticeId, andOlder: true });
    expect(await unread()).toBeNull();
    await readNotices(minh, { noticeId, andOlder: false });
    await readNotices(minh, { noticeId, andOlder: true });
    expect(await unread()).toBeInstanceOf(Date);
    expect(await unreadNotices(minh)).toEqual({ ok: true, value: { unread: 0 } });
    expect(await told(minh, refundId)).toEqual(["approval_wanted"]);
  });

  it("are written once and for all: the database lets nothing of them change but that they were read", async () => {
    await asked(people.lan);
    const change = database.prisma.$executeRaw`UPDATE notice SET kind = 'refund_succeeded', read_at = now()`;

    await expect(change).rejects.toThrow(/is written/);
  });

  it("older than 90 days go, and more than a thousand of one person, but none whose mail has not left", async () => {
    const { prisma } = database;
    const { hoa, lan } = people;
    const event = await prisma.auditEvent.create({ data: { kind: "test", actor: "cli", actorName: "test" } });
    const old = { kind: "refund_failed", inPage: true, byMail: false, eventId: event.id };
    await prisma.notice.create({
      data: { ...old, userId: lan.operator.id, at: new Date(Date.now() - 91 * 86_400_000) },
    });
    await prisma.$executeRaw`
      WITH event AS (
        INSERT INTO audit (kind, actor, actor_name) SELECT 'test', 'cli', 'test' FROM generate_series(1, 1010) RETURNING id)
      INSERT INTO notice (user_id, event_id, kind, in_page, by_mail)
      SELECT ${hoa.operator.id}::uuid, id, 'refund_failed', true, false FROM event`;

    const mailed = { userId: hoa.operator.id, mail: { endedAt: null } };
    const onTheirWay = await prisma.notice.count({ where: mailed });

    await pruneNotices({ prisma });

    expect(await prisma.notice.count({ where: { userId: hoa.operator.id } })).toBe(1_000 + onTheirWay);
    expect(await prisma.notice.count({ where: { eventId: event.id } })).toBe(0);
  });
});

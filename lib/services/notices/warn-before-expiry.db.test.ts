import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { setPolicy } from "#lib/services/settings/set-policy.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { commandLine, personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { warnBeforeExpiry } from "./warn-before-expiry.ts";

const database = useTestDatabase();
let lan: TestPerson;
let minh: TestPerson;
let hoa: TestPerson;
let gatewayAccountId: string;
let refundId: string;

beforeAll(async () => {
  const services = testServices(database.prisma);
  await setPolicy(commandLine(services), { default: { approvals: 2 }, rules: [] });
  lan = await personAtWork(services, "staff");
  minh = await personAtWork(services, "manager");
  hoa = await personAtWork(services, "manager");
  gatewayAccountId = await createGatewayAccount(services);
});

beforeEach(async () => {
  const { prisma } = database;
  const { paymentIds } = await createOrder(prisma, { payments: [{ gatewayAccountId, amount: "100000" }] });
  const wish = { requestKey: randomUUID(), paymentId: paymentIds[0] ?? "", amount: "40000", reason: "Returned" };
  const refund = await requestRefund(lan, wish);
  refundId = refund.ok ? refund.value.id : "";
  const { sealedHash } = await prisma.refund.findUniqueOrThrow({ where: { id: refundId } });
  await approveRefund(minh, { refundId, sealedHash });
});

const hoursLeft = (hours: number) => database.prisma.$executeRaw`
  UPDATE refund SET expires_at = now() + make_interval(hours => ${hours}::int) WHERE id = ${refundId}::uuid`;
const worker = () => ({ prisma: database.prisma, operator: { kind: "worker", name: "Refund Desk" } as const });
const warnByMany = async () =>
  (await Promise.all(Array.from({ length: 4 }, () => warnBeforeExpiry(worker())))).reduce((all, one) => all + one, 0);
const warned = async (person: TestPerson) =>
  database.prisma.notice.count({
    where: { userId: person.operator.id, kind: { endsWith: "_expiring" }, event: { refundId } },
  });

it("who asked and who can still decide hear once that half of the time is left, and once that a tenth is", async () => {
  // Of the usual 72 hours.
  await hoursLeft(37);
  expect(await warnByMany()).toBe(0);

  await hoursLeft(35);
  expect([await warnByMany(), await warnByMany()]).toEqual([1, 0]);
  expect([await warned(lan), await warned(hoa), await warned(minh)]).toEqual([1, 1, 0]);

  await hoursLeft(7);
  expect([await warnByMany(), await warnByMany()]).toEqual([1, 0]);
  expect([await warned(lan), await warned(hoa), await warned(minh)]).toEqual([2, 2, 0]);
});

it("what expires after a long silence is told of once, with the little that is left", async () => {
  await hoursLeft(6);

  await warnByMany();

  expect(await warned(lan)).toBe(1);
});

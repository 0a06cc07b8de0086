import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { genuineMessage } from "#prisma/factories/forgeries.ts";
import { type ForgeryDesk, openForgeryDesk, type Target } from "#prisma/factories/forgery-desk.ts";
import type { Told } from "#prisma/factories/notification-writers.ts";
import { useTestDatabase } from "#prisma/test-database.ts";

/** Some twenty of each kind; `npm run test:deep -- notification-forgeries` sends a hundred thousand. */
const FORGERIES = 400;
/** How often the same message comes: often at one gateway, because the way behind the signature is the same. */
const GATEWAYS: readonly (readonly [gateway: string, copies: number])[] = [
  ["neox", 1_000],
  ["payease", 100],
  ["easylink", 100],
];

const database = useTestDatabase();
let desk: ForgeryDesk;

beforeAll(async () => {
  desk = await openForgeryDesk(database, 28);
});
afterAll(() => desk.close());

afterEach(async () => {
  expect((await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
});

describe.each(GATEWAYS)("notifications at an account of %s", (gateway, copies) => {
  let taken = 0;
  const target = (): Target => {
    const found = desk.targets.find((one) => one.gateway === gateway);
    if (!found) throw new Error(`no target ${gateway}`);
    return found;
  };
  /** The result of a refund of which nothing was told yet. */
  const next = (result: Told["result"] = "succeeded"): Told & { refundId: string } => {
    const waiting = target().waiting[taken++];
    if (!waiting) throw new Error("no refund waits");
    return { ...waiting, result, note: 101 };
  };
  const deliver = (told: Told, way = 0) => desk.deliver(target().accountId, genuineMessage(target().hand, told, way));

  it(`G05 G06 ${FORGERIES} forgeries of every kind change nothing, and the genuine one is taken after them`, async () => {
    const told = next();
    const before = await desk.stateOfMoney();
    const { "cut anew": cut, "altered field": altered, ...forged } = await desk.attack(target(), told, FORGERIES);
    await desk.settle();

    expect(await desk.stateOfMoney()).toBe(before);
    // Where a signature still holds, the message is kept and proves nothing; where it cannot, it is refused.
    expect(Object.keys(cut ?? {}).concat(Object.keys(altered ?? {}))).toContain("401");
    expect(Object.entries(forged).filter(([, statuses]) => Object.keys(statuses).join() !== "401")).toEqual([]);
    expect(Object.keys(forged).length).toBeGreaterThan(13);
    expect((await deliver(told)).status).toBe(200);
    await desk.settle();
    expect(await desk.stateOf(told.refundId)).toBe("succeeded");
  });

  it("G07 what is genuine elsewhere proves nothing here: each message at each other account", async () => {
    const told = next();
    const before = await desk.stateOfMoney();
    const elsewhere = desk.targets.flatMap(({ accountId, otherAccountId }) => [accountId, otherAccountId]);
    for (const accountId of elsewhere.filter((id) => id !== target().accountId)) {
      const answer = await desk.deliver(accountId, genuineMessage(target().hand, told));
      expect(answer).toMatchObject({ status: 401, body: "fail" });
    }
    await desk.settle();

    expect(await desk.stateOfMoney()).toBe(before);
  });

  it(`G01 G09 ${copies} copies are ${copies} acknowledgements and one proof, at once and later`, async () => {
    const told = next();
    const message = genuineMessage(target().hand, told);
    for (let sent = 0; sent < copies; sent += 20) {
      const some = Array.from({ length: 20 }, () => desk.deliver(target().accountId, message));
      expect((await Promise.all(some)).filter(({ status }) => status !== 200)).toEqual([]);
    }
    await desk.settle();
    expect(await desk.stateOf(told.refundId)).toBe("succeeded");
    const before = await desk.stateOfMoney();

    expect((await deliver(told)).status).toBe(200);
    expect((await deliver({ ...told, note: 999 })).status).toBe(200);
    await desk.settle();

    const proofs = { refundId: told.refundId, source: "notification", verdict: "moved" };
    expect(await database.prisma.ledgerEntry.count({ where: { refundId: told.refundId, kind: "post" } })).toBe(1);
    expect(await database.prisma.evidence.count({ where: { ...proofs, gatewayRef: { endsWith: "101" } } })).toBe(1);
    expect((await desk.stateOfMoney()).split(" ").slice(0, 3)).toEqual(before.split(" ").slice(0, 3));
  });

  it("G02 in every order of four messages the end is the same", async () => {
    for (const order of permutations([0, 1, 2, 3])) {
      const told = next();
      const messages = [
        () => deliver({ ...told, result: gateway === "neox" ? "succeeded" : "processing" }),
        () => deliver(told),
        () => deliver({ ...told, note: 102 }),
        () => desk.deliver(target().accountId, { headers: {}, query: "", body: Buffer.from("{}") }),
      ];
      for (const index of order) {
        await messages[index]?.();
        await desk.settle();
      }
      expect(await desk.stateOf(told.refundId), order.join()).toBe("succeeded");
    }
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

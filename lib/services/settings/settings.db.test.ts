import { beforeEach, expect, test } from "vitest";
import { merchantSettingsSchema } from "#lib/contracts/people.ts";
import type { Services } from "#lib/services/context.ts";
import { authenticateApiKey } from "#lib/services/people/authenticate-api-key.ts";
import { createApiKey } from "#lib/services/people/create-api-key.ts";
import { listApiKeys } from "#lib/services/people/list-api-keys.ts";
import { rateLimit } from "#lib/services/people/rate-limit.ts";
import { revokeApiKey } from "#lib/services/people/revoke-api-key.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { readAudit } from "#lib/services/proof/read-audit.ts";
import { currentPolicy, readPolicyPage } from "#lib/services/refunds/current-policy.ts";
import { commandLine, personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { readMerchantSettings, updateMerchantSettings } from "./merchant-settings.ts";
import { setPolicy } from "./set-policy.ts";

const database = useTestDatabase();
let services: Services;
let admin: TestPerson;

beforeEach(async () => {
  services = testServices(database.prisma);
  admin = await personAtWork(services, "admin");
});

test("an API key opens the API until it is revoked, and is nowhere in the database", async () => {
  const created = await createApiKey(commandLine(services), { name: "Shop" });
  if (!created.ok) throw new Error(created.error.code);
  const { id, key } = created.value;

  expect(await authenticateApiKey(services, `Bearer ${key}`)).toEqual({
    ok: true,
    value: { kind: "api-key", id, name: "Shop" },
  });
  const stored = await database.prisma.$queryRaw<
    { row: string }[]
  >`SELECT to_jsonb(k)::text AS row FROM api_key k UNION ALL SELECT to_jsonb(a)::text FROM audit a`;
  expect(stored.some(({ row }) => row.includes(key))).toBe(false);

  await revokeApiKey(admin, { apiKeyId: id });
  expect(await authenticateApiKey(services, `Bearer ${key}`)).toMatchObject({
    ok: false,
    error: { code: "unauthorized" },
  });
  expect(await listApiKeys(admin)).toMatchObject({
    value: [{ id, lastFour: key.slice(-4), revokedAt: expect.any(String) }],
  });
});

test.each([null, "", "Bearer", "Bearer ", "Basic abc", "Bearer rdk_unknown"])(
  "no key in %j opens the API",
  async (header) => {
    expect(await authenticateApiKey(services, header)).toMatchObject({ ok: false, error: { code: "unauthorized" } });
  },
);

test("the policy in force is the newest version; the same rules again make none", async () => {
  const document = { default: { approvals: 1 }, rules: [{ currency: "VND", upTo: "5000000", approvals: 0 }] };

  const first = await setPolicy(commandLine(services), document);
  const same = await setPolicy(commandLine(services), document);
  const next = await setPolicy(commandLine(services), { default: { approvals: 2 }, rules: [] });

  expect(same).toEqual(first);
  expect(next.ok && first.ok && next.value.version > first.value.version).toBe(true);
  expect(await currentPolicy(services)).toEqual(next);
  expect(await readPolicyPage(admin)).toMatchObject({
    value: { approvers: 0, history: [{ document: { default: { approvals: 2 } } }, { document }] },
  });
});

test("settings of the merchant change as one, with what they were before in the audit", async () => {
  const before = await readMerchantSettings(admin);
  if (!before.ok) throw new Error(before.error.code);

  const settings = merchantSettingsSchema.parse({
    ...before.value,
    name: "Phở 24",
    currencies: ["VND", "HKD", "VND"],
    undoWindowMs: 5_000,
  });
  expect(await updateMerchantSettings(admin, settings)).toMatchObject({ ok: true });

  expect(await readMerchantSettings(admin)).toEqual({
    ok: true,
    value: { ...before.value, name: "Phở 24", currencies: ["VND", "HKD"], undoWindowMs: 5_000 },
  });
  const event = await database.prisma.auditEvent.findFirstOrThrow({ where: { kind: "merchant.changed" } });
  expect(event.data).toMatchObject({ name: "Phở 24", before: { undoWindowMs: before.value.undoWindowMs } });
});

test("a limit counts over all processes, refuses beyond it, and says how long to wait", async () => {
  const bucket = { limit: 5, windowSeconds: 3600 };

  const counted = await Promise.all(Array.from({ length: 12 }, () => rateLimit(services, "some key", bucket)));

  expect(counted.filter((one) => one.ok)).toHaveLength(5);
  const refused = counted.find((one) => !one.ok);
  expect(refused).toMatchObject({ error: { code: "rate_limited", detail: { retryAfterSeconds: expect.any(Number) } } });
  expect(await rateLimit(services, "another key", bucket)).toMatchObject({ ok: true });
});

test("the audit is read in pages, forwards and backwards, each row once, narrowed by kind, person and day", async () => {
  for (let i = 0; i < 7; i += 1)
    await recordAudit(services.prisma, { kind: "breaker_closed", operator: admin.operator, data: { i } });
  const read = async (cursor?: string) => {
    const page = await readAudit(admin, {
      kind: "breaker_closed",
      actor: `user:${admin.operator.id}`,
      limit: 3,
      cursor,
    });
    if (!page.ok) throw new Error(page.error.code);
    return page.value;
  };
  const numbers = (page: { items: readonly { data: Readonly<Record<string, unknown>> }[] }) =>
    page.items.map((row) => row.data.i);

  const first = await read();
  const second = await read(first.next ?? "");
  const third = await read(second.next ?? "");
  const back = await read(third.previous ?? "");

  expect([numbers(first), numbers(second), numbers(third), numbers(back)]).toEqual([
    [6, 5, 4],
    [3, 2, 1],
    [0],
    [3, 2, 1],
  ]);
  expect([first.previous, third.next]).toEqual([null, null]);
  expect(await readAudit(admin, { kind: "breaker_closed", to: "2001-01-01", limit: 3 })).toMatchObject({
    value: { items: [] },
  });
  expect(await readAudit(admin, { q: "100%_\\", limit: 3 })).toMatchObject({ ok: true, value: { items: [] } });
});

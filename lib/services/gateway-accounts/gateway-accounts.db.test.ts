import { beforeAll, expect, it } from "vitest";
import { newId } from "#lib/domain/ids.ts";
import type { AppContext } from "#lib/services/context.ts";
import { commandLine, personAtWork, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { setAccountPaused, upsertGatewayAccount } from "./gateway-accounts.ts";
import { listGatewayAccounts } from "./list-gateway-accounts.ts";
import { openForVerification, openGatewayAccount } from "./open-gateway-account.ts";

const database = useTestDatabase();
const FIRST_SECRET = "311235E7043244EC8306F96720748C56";
const SECOND_SECRET = "422346F8154355FD9417A07831859D67";
let context: AppContext;

beforeAll(() => {
  context = commandLine(testServices(database.prisma));
});

function account(change: Record<string, unknown> = {}) {
  const credentials = { merchantCode: "UFLIYL", secretKey: FIRST_SECRET };
  return {
    gateway: "neox",
    label: newId(),
    environment: "sandbox",
    baseUrl: "http://127.0.0.1:4000/neox/",
    credentials,
    ...change,
  };
}

async function upsert(input: unknown) {
  const upserted = await upsertGatewayAccount(context, input);
  if (!upserted.ok) throw new Error(JSON.stringify(upserted.error));
  return upserted.value;
}

it("knows an account again by gateway and label, and says where the gateway reports", async () => {
  const input = account();

  const first = await upsert(input);
  const second = await upsert({ ...input, baseUrl: "http://127.0.0.1:5000" });

  expect(first).toEqual({
    id: second.id,
    created: true,
    notificationUrl: `http://127.0.0.1:3000/api/notifications/${second.id}`,
  });
  expect(second.created).toBe(false);
  expect((await openGatewayAccount(context, first.id)).account.baseUrl).toBe("http://127.0.0.1:5000");
});

it("H04 gives other credentials a version of their own; the old one still verifies for a week", async () => {
  const input = account();
  const { id } = await upsert(input);
  await upsert(input);
  await upsert({ ...input, credentials: { merchantCode: "UFLIYL", secretKey: SECOND_SECRET } });

  const newest = await openGatewayAccount(context, id);
  const forEarlier = await openGatewayAccount(context, id, { sentWith: 1 });
  const verifying = await openForVerification(context, id);
  expect([newest.credentialVersion, newest.account.credentials]).toMatchObject([2, { secretKey: SECOND_SECRET }]);
  expect(forEarlier.credentialVersion, "the same place is asked with the secret in force").toBe(2);
  expect(verifying.map((each) => each.account.credentials)).toMatchObject([
    { secretKey: SECOND_SECRET },
    { secretKey: FIRST_SECRET },
  ]);

  await database.prisma
    .$executeRaw`UPDATE gateway_credential SET retired_at = now() - interval '1 second' WHERE retired_at IS NOT NULL`;
  expect((await openForVerification(context, id)).map((each) => each.credentialVersion)).toEqual([2]);
});

it("B11 asks about what was sent for one merchant as that merchant, whoever is set later", async () => {
  const input = account();
  const { id } = await upsert(input);
  await upsert({ ...input, credentials: { merchantCode: "OTHER1", secretKey: SECOND_SECRET } });

  expect((await openGatewayAccount(context, id)).account.credentials).toMatchObject({ merchantCode: "OTHER1" });
  expect((await openGatewayAccount(context, id, { sentWith: 1 })).account.credentials).toMatchObject({
    merchantCode: "UFLIYL",
  });
});

it("J03 stores no secret in plain, neither in the account nor in the audit", async () => {
  const { id } = await upsert(account());

  const rows = await database.prisma.$queryRaw<{ text: string }[]>`
    SELECT row_to_json(c)::text AS text FROM gateway_credential c WHERE gateway_account_id = ${id}::uuid
    UNION ALL SELECT row_to_json(a)::text FROM audit a`;

  expect(rows.length).toBeGreaterThan(1);
  expect(rows.filter(({ text }) => text.includes(FIRST_SECRET))).toEqual([]);
});

it("does not open a sealed secret that was moved to another account", async () => {
  const [one, other] = [await upsert(account()), await upsert(account())];
  await database.prisma.$executeRaw`
    UPDATE gateway_credential SET sealed = (SELECT sealed FROM gateway_credential WHERE gateway_account_id = ${one.id}::uuid)
    WHERE gateway_account_id = ${other.id}::uuid`;

  await expect(openGatewayAccount(context, other.id)).rejects.toThrow();
});

it.each([
  ["an unknown gateway", { gateway: "paypal" }, "gateway"],
  ["a missing secret", { credentials: { merchantCode: "UFLIYL" } }, "credentials.secretKey"],
  [
    "a credential of another gateway",
    { credentials: { merchantCode: "UFLIYL", secretKey: FIRST_SECRET, mchNo: "1" } },
    "credentials.mchNo",
  ],
  ["an unknown setting", { settings: { nothing: 1 } }, "settings.nothing"],
  [
    "too short a quiet time in production",
    { environment: "production", settings: { quietTimeS: 10 } },
    "settings.quietTimeS",
  ],
  ["a field that it does not know", { paused: true }, "paused"],
])("refuses %s and names the field", async (_what, change, field) => {
  expect(await upsertGatewayAccount(context, account(change))).toMatchObject({
    error: { code: "invalid_request", errors: [{ field }] },
  });
});

it.each([
  "http://127.0.0.1:4000",
  "http://api.neopay.vn/pg",
  "https://169.254.169.254/",
  "https://[::1]/",
  "https://10.0.0.7/",
])("G16 refuses the base URL %s outside of npm start", async (baseUrl) => {
  const strict = { ...context, allowLoopbackGateways: false };

  expect(await upsertGatewayAccount(strict, account({ baseUrl }))).toMatchObject({
    error: { errors: [{ field: "baseUrl" }] },
  });
});

it("H08 pauses and resumes, with who and why, and an audit entry for each", async () => {
  const { id } = await upsert(account());

  await setAccountPaused(context, { gatewayAccountId: id, paused: true, why: "maintenance" });
  const listed = await listGatewayAccounts(context);
  await setAccountPaused(context, { gatewayAccountId: id, paused: false });

  expect(listed.ok && listed.value.find((each) => each.id === id)?.paused).toMatchObject({
    by: "command line",
    why: "maintenance",
  });
  const kinds = await database.prisma.auditEvent.findMany({
    where: { data: { path: ["gatewayAccountId"], equals: id } },
    orderBy: { id: "asc" },
  });
  expect(kinds.map((event) => event.kind)).toEqual(["gateway_account_created", "sending_paused", "sending_resumed"]);
  expect(await setAccountPaused(context, { gatewayAccountId: newId(), paused: true })).toMatchObject({
    error: { code: "gateway_account_not_found" },
  });
});

it("lets nobody but administrators and the command line near it", async () => {
  const manager = await personAtWork(context, "manager");

  expect(await upsertGatewayAccount(manager, account())).toMatchObject({ error: { code: "forbidden" } });
  expect(await listGatewayAccounts(manager)).toMatchObject({ error: { code: "forbidden" } });
});

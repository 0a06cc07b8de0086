import { beforeAll, describe, expect, it } from "vitest";
import type { ProposeAccountChangeInput } from "#lib/contracts/gateway-account.ts";
import { createGatewayAccount, NEOX_CREDENTIALS } from "#prisma/factories/create-gateway-account.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { confirmAccountChange, withdrawAccountChange } from "./confirm-account-change.ts";
import { upsertGatewayAccount } from "./gateway-accounts.ts";
import { getAccountForm } from "./get-account-form.ts";
import { listAccountChanges, listGatewayAccounts } from "./list-gateway-accounts.ts";
import { openForVerification, openGatewayAccount } from "./open-gateway-account.ts";
import { proposeAccountChange } from "./propose-account-change.ts";

const database = useTestDatabase();
const NEW_SECRET = "422346F8154355FD9417A07831859D67";
let admin: TestPerson;
let admin2: TestPerson;

beforeAll(async () => {
  const services = testServices(database.prisma);
  admin = await personAtWork(services, "admin");
  admin2 = await personAtWork(services, "admin");
});

/** The form of an account as it is drawn, with some of it typed over. */
async function form(
  gatewayAccountId: string,
  typed: Partial<ProposeAccountChangeInput> = {},
): Promise<ProposeAccountChangeInput> {
  const drawn = await getAccountForm(admin, { gatewayAccountId });
  if (!drawn.ok) throw new Error(drawn.error.code);
  const { gateway, label, environment, baseUrl, credentials, settings } = drawn.value;
  const texts = (fields: typeof credentials) => Object.fromEntries(fields.map(({ name, text }) => [name, text]));
  return {
    gatewayAccountId,
    gateway,
    label,
    environment,
    baseUrl,
    ...typed,
    credentials: { ...texts(credentials), ...typed.credentials },
    settings: { ...texts(settings), ...typed.settings },
  };
}

async function proposed(input: ProposeAccountChangeInput): Promise<string> {
  const answer = await proposeAccountChange(admin, input);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value.changeId;
}

const newAccount = (label: string) => ({
  gateway: "neox",
  label,
  environment: "sandbox",
  baseUrl: "http://127.0.0.1:4000/neox",
  credentials: { ...NEOX_CREDENTIALS },
  settings: { quietTimeS: "", hashCase: "" },
});

describe("B11 a change of a gateway account", () => {
  it("does nothing before another administrator confirms it; its proposer cannot", async () => {
    const id = await createGatewayAccount(admin);
    const changeId = await proposed(await form(id, { baseUrl: "http://127.0.0.1:5000" }));

    expect(await confirmAccountChange(admin, { changeId })).toMatchObject({ error: { code: "second_person_needed" } });
    expect((await openGatewayAccount(admin, id)).account.baseUrl).toBe("http://127.0.0.1:9");

    expect(await confirmAccountChange(admin2, { changeId })).toMatchObject({ ok: true });
    expect((await openGatewayAccount(admin, id)).account.baseUrl).toBe("http://127.0.0.1:5000");
    expect(await confirmAccountChange(admin2, { changeId })).toMatchObject({ error: { code: "change_over" } });
  });

  it("cannot be confirmed by its proposer in the database either, nor be rewritten, nor taken away", async () => {
    const changeId = await proposed(await form(await createGatewayAccount(admin), { label: "Another name" }));
    const sql = (text: string) => database.prisma.$executeRawUnsafe(text, changeId);

    await expect(
      sql("UPDATE gateway_account_change SET confirmed_by = proposed_by, confirmed_at = now() WHERE id = $1::uuid"),
    ).rejects.toThrow(/account_change_two_people/);
    await expect(
      sql("UPDATE gateway_account_change SET base_url = 'https://thief.example' WHERE id = $1::uuid"),
    ).rejects.toThrow(/is written/);
    await expect(sql("DELETE FROM gateway_account_change WHERE id = $1::uuid")).rejects.toThrow(/append-only/);
  });

  it("holds for later refunds: what was sent before is asked about where it was sent", async () => {
    const id = await createGatewayAccount(admin);
    const changeId = await proposed(await form(id, { baseUrl: "http://127.0.0.1:5000" }));
    await confirmAccountChange(admin2, { changeId });

    const earlier = await openGatewayAccount(admin, id, { sentWith: 1 });
    const later = await openGatewayAccount(admin, id, { sentWith: 2 });
    expect([earlier.account.baseUrl, later.account.baseUrl]).toEqual(["http://127.0.0.1:9", "http://127.0.0.1:5000"]);
  });

  it("is confirmed as it was read: a change by the command line in between makes it old", async () => {
    const id = await createGatewayAccount(admin, { label: "Old shop" });
    const changeId = await proposed(await form(id, { settings: { quietTimeS: "1200" } }));
    const credentials = { ...NEOX_CREDENTIALS };
    await upsertGatewayAccount(
      { ...admin, operator: { kind: "cli", name: "command line" } },
      { gateway: "neox", label: "Old shop", environment: "sandbox", baseUrl: "http://127.0.0.1:9", credentials },
    );

    expect(await confirmAccountChange(admin2, { changeId })).toMatchObject({ error: { code: "change_outdated" } });
    const listed = await listAccountChanges(admin2);
    expect(listed.ok && listed.value.find((change) => change.id === changeId)).toMatchObject({ isOutdated: true });
    expect(await withdrawAccountChange(admin2, { changeId })).toMatchObject({ ok: true });
  });

  it.each(["http://api.neopay.vn/pg", "https://10.0.0.7/", "https://user:pw@api.neopay.vn"])(
    "G16 to %s is refused when it is proposed, and once more when it is confirmed",
    async (baseUrl) => {
      const id = await createGatewayAccount(admin);
      const strict = (person: TestPerson) => ({ ...person, allowLoopbackGateways: false });
      expect(await proposeAccountChange(strict(admin), await form(id, { baseUrl }))).toMatchObject({
        error: { errors: [{ field: "baseUrl", message: "base_url_policy" }] },
      });

      const changeId = await proposed(await form(id, { baseUrl: "http://127.0.0.1:4001" }));
      expect(await confirmAccountChange(strict(admin2), { changeId })).toMatchObject({
        error: { code: "invalid_request", errors: [{ field: "baseUrl" }] },
      });
    },
  );

  it("needs two who are administrators at that moment", async () => {
    const leaving = await personAtWork(admin, "admin");
    const changeId = await proposed(await form(await createGatewayAccount(admin), { label: "Left behind" }));
    await database.prisma.user.update({ where: { id: leaving.operator.id }, data: { status: "disabled" } });

    expect(await confirmAccountChange(leaving, { changeId })).toMatchObject({ error: { code: "forbidden" } });
    expect(await confirmAccountChange({ ...admin2, operator: { kind: "cli", name: "x" } }, { changeId })).toMatchObject(
      {
        error: { code: "forbidden" },
      },
    );
  });

  it("waits alone: a second one of the same account, or another account of the same name, is refused", async () => {
    const id = await createGatewayAccount(admin);
    await proposed(await form(id, { label: "First wish" }));

    expect(await proposeAccountChange(admin2, await form(id, { label: "Second wish" }))).toMatchObject({
      error: { code: "change_waits" },
    });
    expect(await proposeAccountChange(admin, newAccount("First wish"))).toMatchObject({
      error: { code: "change_waits" },
    });
    expect(await proposeAccountChange(admin, await form(id))).toMatchObject({
      error: { errors: [{ field: "label", message: "nothing_changed" }] },
    });
  });

  it("is settled once, when both press at the same moment", async () => {
    const id = await createGatewayAccount(admin);
    const changeId = await proposed(await form(id, { credentials: { secretKey: NEW_SECRET } }));

    const answers = await Promise.all([
      confirmAccountChange(admin2, { changeId }),
      confirmAccountChange(admin2, { changeId }),
      withdrawAccountChange(admin, { changeId }),
    ]);

    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await database.prisma.gatewayCredential.count({ where: { gatewayAccountId: id } })).toBeLessThan(3);
  });
});

it("a new account is there when it is confirmed, with the address where the gateway reports", async () => {
  const changeId = await proposed(newAccount("New shop"));
  const before = await listGatewayAccounts(admin);
  await confirmAccountChange(admin2, { changeId });
  const after = await listGatewayAccounts(admin);

  expect(before.ok && before.value.some((account) => account.label === "New shop")).toBe(false);
  expect(after.ok && after.value.find((account) => account.label === "New shop")).toMatchObject({
    credentialVersion: 1,
    credentialHints: { merchantCode: "UFLIYL", secretKey: "•••• 8C56" },
    notificationUrl: expect.stringMatching(/\/api\/notifications\/[0-9a-f-]{36}$/),
  });
  const { settings } = await database.prisma.gatewayAccount.findFirstOrThrow({ where: { label: "New shop" } });
  expect(settings, "what was left alone follows the defaults").toEqual({});
  expect(await proposeAccountChange(admin, newAccount("New shop"))).toMatchObject({
    error: { errors: [{ field: "label", message: "label_taken" }] },
  });
});

it("H04 a new secret signs at once, and the old one verifies for a week", async () => {
  const id = await createGatewayAccount(admin);
  const changeId = await proposed(await form(id, { credentials: { secretKey: NEW_SECRET } }));
  await confirmAccountChange(admin2, { changeId });

  expect((await openGatewayAccount(admin, id)).account.credentials).toEqual({
    merchantCode: "UFLIYL",
    secretKey: NEW_SECRET,
  });
  expect((await openGatewayAccount(admin, id, { sentWith: 1 })).credentialVersion).toBe(2);
  expect((await openForVerification(admin, id)).map((each) => each.credentialVersion)).toEqual([2, 1]);
  const listed = await listGatewayAccounts(admin);
  const [old] = (listed.ok && listed.value.find((account) => account.id === id)?.verifying) || [];
  expect(old?.version).toBe(1);
  expect(Date.parse(old?.until ?? "")).toBeGreaterThan(Date.now() + 6.9 * 86_400_000);
});

it("J03 no secret is shown or left behind: not in the form, the proposal, the audit, nor in an ended change", async () => {
  const id = await createGatewayAccount(admin);
  const changeId = await proposed(await form(id, { credentials: { secretKey: NEW_SECRET } }));
  const shown = JSON.stringify([
    await getAccountForm(admin, { gatewayAccountId: id }),
    await listGatewayAccounts(admin),
    await listAccountChanges(admin),
  ]);
  await confirmAccountChange(admin2, { changeId });

  const rows = await database.prisma.$queryRaw<{ text: string }[]>`
    SELECT row_to_json(c)::text AS text FROM gateway_account_change c UNION ALL SELECT row_to_json(a)::text FROM audit a`;
  const stored = rows.map(({ text }) => text).join();
  for (const secret of [NEW_SECRET, NEOX_CREDENTIALS.secretKey]) {
    expect(shown).not.toContain(secret);
    expect(stored).not.toContain(secret);
  }
  expect(shown).toContain("•••• 9D67");
  const ended = await database.prisma.gatewayAccountChange.findUniqueOrThrow({ where: { id: changeId } });
  expect([ended.sealed, ended.keyVersion]).toEqual([null, null]);
  const audit = await database.prisma.auditEvent.findMany({
    where: { data: { path: ["changeId"], equals: changeId } },
    orderBy: { id: "asc" },
  });
  expect(audit.map((event) => [event.kind, event.actor])).toEqual([
    ["gateway_account_change_proposed", `user:${admin.operator.id}`],
    ["gateway_account_changed", `user:${admin2.operator.id}`],
  ]);
});

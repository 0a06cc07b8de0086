import { beforeEach, expect, test } from "vitest";
import type { Services } from "#lib/services/context.ts";
import {
  commandLine,
  personAtWork,
  personWithPassword,
  TEST_PASSWORD,
  type TestPerson,
  testServices,
} from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { createUser } from "./create-user.ts";
import { disableUser } from "./disable-user.ts";
import { enableUser } from "./enable-user.ts";
import { inviteUser } from "./invite-user.ts";
import { listUsers } from "./list-users.ts";
import { resetUser } from "./reset-user.ts";
import { readUserToken, setPasswordByLink } from "./set-password-by-link.ts";
import { signIn } from "./sign-in.ts";
import { updateUser } from "./update-user.ts";

const database = useTestDatabase();
const from = { ip: null, userAgent: null };
let services: Services;
let admin: TestPerson;

beforeEach(async () => {
  services = testServices(database.prisma);
  await database.prisma.$executeRaw`TRUNCATE user_account, rate_limit CASCADE`;
  admin = await personWithPassword(services, "admin");
});

async function invite(email: string) {
  const invited = await inviteUser(admin, { email, name: "Lan", role: "staff" });
  if (!invited.ok) throw new Error(invited.error.code);
  return { ...invited.value, token: invited.value.path.replace("/invite/", "") };
}

test("an invitation opens the account once, with the password its person chose", async () => {
  const { token } = await invite("lan@example.test");
  expect(await readUserToken(services, token)).toEqual({
    ok: true,
    value: { purpose: "invitation", email: "lan@example.test", name: "Lan" },
  });

  const password = "five quiet bicycles";
  expect(await setPasswordByLink(services, { token, password })).toMatchObject({ ok: true });

  expect(await signIn(services, { email: "lan@example.test", password }, from)).toMatchObject({ ok: true });
  expect(await setPasswordByLink(services, { token, password: "another long password" })).toMatchObject({
    ok: false,
    error: { code: "token_expired" },
  });
});

test("of many uses of one link at the same time exactly one counts", async () => {
  const { token } = await invite("lan@example.test");

  const uses = await Promise.all(
    Array.from({ length: 6 }, (_, i) => setPasswordByLink(services, { token, password: `five quiet bicycles ${i}` })),
  );

  expect(uses.filter((use) => use.ok)).toHaveLength(1);
});

test("a link that is too old, replaced, or of a disabled account opens nothing", async () => {
  const old = await invite("old@example.test");
  await database.prisma
    .$executeRaw`UPDATE user_token SET expires_at = now() - interval '1 second' WHERE user_id = ${old.userId}::uuid`;
  const replaced = await invite("replaced@example.test");
  await resetUser(admin, { userId: replaced.userId });
  const disabled = await invite("disabled@example.test");
  await disableUser(admin, { userId: disabled.userId });

  for (const { token } of [old, replaced, disabled]) {
    expect(await setPasswordByLink(services, { token, password: "five quiet bicycles" })).toMatchObject({
      ok: false,
      error: { code: "token_expired" },
    });
  }
});

test("a weak password is refused at its field and uses the link not up", async () => {
  const { token } = await invite("lan@example.test");

  expect(await setPasswordByLink(services, { token, password: "short" })).toMatchObject({
    ok: false,
    error: { code: "password_too_weak", errors: [{ field: "password", message: "password_too_short" }] },
  });
  expect(await readUserToken(services, token)).toMatchObject({ ok: true });
});

test("a reset ends the old password and all sessions before the new one is chosen", async () => {
  const staff = await personWithPassword(services, "staff");

  const reset = await resetUser(admin, { userId: staff.operator.id });

  expect(await signIn(services, { email: staff.email, password: TEST_PASSWORD }, from)).toMatchObject({ ok: false });
  const token = reset.ok ? reset.value.path.replace("/invite/", "") : "";
  expect(await readUserToken(services, token)).toMatchObject({ value: { purpose: "reset" } });
  await setPasswordByLink(services, { token, password: "five quiet bicycles" });
  expect(await signIn(services, { email: staff.email, password: "five quiet bicycles" }, from)).toMatchObject({
    ok: true,
  });
});

test("one e-mail address is one account", async () => {
  await invite("lan@example.test");

  const again = await Promise.all(
    [1, 2, 3].map(() => inviteUser(admin, { email: "lan@example.test", name: "Lan", role: "admin" })),
  );

  expect(again.every((answer) => !answer.ok && answer.error.code === "email_taken")).toBe(true);
});

test("the last administrator can neither be disabled, demoted nor reset", async () => {
  const you = { userId: admin.operator.id };

  for (const refused of [
    await disableUser(admin, you),
    await updateUser(admin, { ...you, name: "Me", role: "staff" }),
    await resetUser(admin, you),
  ]) {
    expect(refused).toMatchObject({ ok: false, error: { code: "last_admin" } });
  }
  expect(await listUsers(admin)).toMatchObject({ value: [{ isYou: true, isLastAdmin: true }] });
});

test("two administrators who disable each other at the same time leave one", async () => {
  for (let round = 0; round < 5; round += 1) {
    const other = await personAtWork(services, "admin");
    const results = await Promise.all([
      disableUser(admin, { userId: other.operator.id }),
      disableUser(other, { userId: admin.operator.id }),
    ]);

    expect(results.filter((result) => result.ok)).toHaveLength(1);
    await database.prisma.$executeRaw`UPDATE user_account SET status = 'active' WHERE id = ${admin.operator.id}::uuid`;
    await database.prisma.$executeRaw`UPDATE user_account SET role = 'staff' WHERE id = ${other.operator.id}::uuid`;
  }
});

test("who comes back from being disabled has the old password; who never had one is invited still", async () => {
  const staff = await personWithPassword(services, "staff");
  const invited = await invite("lan@example.test");
  for (const userId of [staff.operator.id, invited.userId]) {
    await disableUser(admin, { userId });
    await enableUser(admin, { userId });
  }

  expect(await signIn(services, { email: staff.email, password: TEST_PASSWORD }, from)).toMatchObject({ ok: true });
  const { status } = await database.prisma.user.findUniqueOrThrow({ where: { id: invited.userId } });
  expect(status).toBe("invited");
});

test("the command line opens an account with a password, and no audit row holds it", async () => {
  const created = await createUser(commandLine(services), {
    email: "first@example.test",
    name: "First",
    role: "admin",
    password: "a pass from the shell",
  });

  expect(created).toMatchObject({ ok: true });
  expect(
    await signIn(services, { email: "first@example.test", password: "a pass from the shell" }, from),
  ).toMatchObject({ ok: true });
  const events = await database.prisma.auditEvent.findMany({ where: { actor: "cli" } });
  expect(JSON.stringify(events, (_key, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
    "from the shell",
  );
});

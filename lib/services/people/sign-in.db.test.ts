import { beforeEach, expect, test } from "vitest";
import type { Services } from "#lib/services/context.ts";
import { personWithPassword, TEST_PASSWORD, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { changePassword } from "./change-password.ts";
import { disableUser } from "./disable-user.ts";
import { readSession } from "./read-session.ts";
import { signOut, signOutEverywhere } from "./revoke-session.ts";
import { signIn } from "./sign-in.ts";
import { updateUser } from "./update-user.ts";

const database = useTestDatabase();
const from = { ip: "203.0.113.9", userAgent: "test" };
let services: Services;
let manager: TestPerson;
let admin: TestPerson;

beforeEach(async () => {
  services = testServices(database.prisma);
  await database.prisma.rateLimit.deleteMany();
  manager = await personWithPassword(services, "manager");
  admin = await personWithPassword(services, "admin");
});

const enter = (person: TestPerson, password = TEST_PASSWORD) =>
  signIn(services, { email: person.email, password }, from);

async function sidOf(person: TestPerson): Promise<string> {
  const signedIn = await enter(person);
  if (!signedIn.ok) throw new Error(signedIn.error.code);
  return signedIn.value.sid;
}

const holderOf = async (sid: string) => (await readSession(services, sid, { isActivity: true }))?.operator.id ?? null;

test("the right password opens a session that says who it is, and each sign-in is another session", async () => {
  const [first, second] = [await sidOf(manager), await sidOf(manager)];

  expect(first).not.toBe(second);
  expect(await holderOf(first)).toBe(manager.operator.id);
  expect(await database.prisma.session.findFirst({ where: { sidHash: first } })).toBeNull();
});

test("a session ends after a quarter of an hour without activity, and twelve hours after it began", async () => {
  const [idle, old] = [await sidOf(manager), await sidOf(manager)];
  const [idleRow, oldRow] = await database.prisma.session.findMany({
    where: { userId: manager.operator.id },
    orderBy: { createdAt: "asc" },
  });

  await database.prisma
    .$executeRaw`UPDATE session SET last_seen_at = now() - interval '16 minutes' WHERE id = ${idleRow?.id}::uuid`;
  await database.prisma
    .$executeRaw`UPDATE session SET expires_at = now() - interval '1 second' WHERE id = ${oldRow?.id}::uuid`;

  expect([await holderOf(idle), await holderOf(old)]).toEqual([null, null]);
});

test("what a page asks on its own keeps no abandoned desk open", async () => {
  const sid = await sidOf(manager);
  await database.prisma
    .$executeRaw`UPDATE session SET last_seen_at = now() - interval '14 minutes' WHERE user_id = ${manager.operator.id}::uuid`;

  await readSession(services, sid, { isActivity: false });
  expect(await minutesIdle()).toBeGreaterThan(13);
  await readSession(services, sid, { isActivity: true });
  expect(await minutesIdle()).toBeLessThan(1);
});

async function minutesIdle(): Promise<number> {
  const [row] = await database.prisma.$queryRaw<[{ minutes: number }]>`
    SELECT extract(epoch FROM now() - last_seen_at)::float8 / 60 AS minutes FROM session WHERE user_id = ${manager.operator.id}::uuid`;
  return row.minutes;
}

test("K09 a stolen cookie is dead at once after signing out", async () => {
  const sid = await sidOf(manager);
  const live = await readSession(services, sid, { isActivity: true });

  if (live) await signOut(services, live);

  expect(await holderOf(sid)).toBeNull();
});

test("K09 all sessions are dead at once after signing out everywhere", async () => {
  const sids = [await sidOf(manager), await sidOf(manager)];

  expect(await signOutEverywhere(manager)).toEqual({ ok: true, value: { ended: 2 } });

  expect(await Promise.all(sids.map(holderOf))).toEqual([null, null]);
});

test("K09 a password change ends every session and leaves only the browser that made it signed in", async () => {
  const [here, elsewhere] = [await sidOf(manager), await sidOf(manager)];

  const changed = await changePassword(
    manager,
    { currentPassword: TEST_PASSWORD, newPassword: "four green umbrellas" },
    from,
  );

  expect([await holderOf(here), await holderOf(elsewhere)]).toEqual([null, null]);
  expect(changed.ok && (await holderOf(changed.value.sid))).toBe(manager.operator.id);
  expect(await enter(manager)).toMatchObject({ ok: false });
  expect(await enter(manager, "four green umbrellas")).toMatchObject({ ok: true });
});

test("K09 another role, and disabling, end the sessions at once", async () => {
  const promoted = await sidOf(manager);
  await updateUser(admin, { userId: manager.operator.id, name: manager.operator.name, role: "staff" });
  expect(await holderOf(promoted)).toBeNull();

  const disabled = await sidOf(manager);
  await disableUser(admin, { userId: manager.operator.id });
  expect(await holderOf(disabled)).toBeNull();
  expect(await enter(manager)).toMatchObject({ ok: false, error: { code: "sign_in_failed" } });
});

test("K09 a session of an older role version opens nothing even where its row was forgotten", async () => {
  const sid = await sidOf(manager);
  await database.prisma.user.update({ where: { id: manager.operator.id }, data: { roleVersion: { increment: 1 } } });

  expect(await holderOf(sid)).toBeNull();
});

test("K10 ten wrong passwords lock the account for half an hour, also for the right one, and parallel guesses get no more", async () => {
  const guesses = await Promise.all(Array.from({ length: 25 }, () => enter(manager, "wrong wrong wrong")));
  expect(new Set(guesses.map((guess) => !guess.ok && guess.error.code))).toEqual(new Set(["sign_in_failed"]));

  const user = await database.prisma.user.findUniqueOrThrow({ where: { id: manager.operator.id } });
  expect(user.failedSignIns).toBe(10);
  expect(await enter(manager)).toMatchObject({ ok: false, error: { code: "sign_in_failed" } });

  await database.prisma
    .$executeRaw`UPDATE user_account SET locked_until = now() - interval '1 second' WHERE id = ${user.id}::uuid`;
  expect(await enter(manager)).toMatchObject({ ok: true });
});

test("K10 a good sign-in forgets the failures before it", async () => {
  for (let i = 0; i < 9; i += 1) await enter(manager, "wrong wrong wrong");
  expect(await enter(manager)).toMatchObject({ ok: true });
  for (let i = 0; i < 9; i += 1) await enter(manager, "wrong wrong wrong");
  expect(await enter(manager)).toMatchObject({ ok: true });
});

test("K10 one address that sprays passwords over many accounts is stopped, and others still get in", async () => {
  await database.prisma.$executeRaw`
    INSERT INTO rate_limit (key, window_start, count)
    VALUES ('sign-in|198.51.100.7', date_bin(interval '900 seconds', now(), 'epoch'), 100)`;

  const sprayed = await signIn(
    services,
    { email: "someone@example.test", password: "x" },
    { ip: "198.51.100.7", userAgent: null },
  );

  expect(sprayed).toMatchObject({ ok: false, error: { code: "rate_limited" } });
  expect(await enter(manager)).toMatchObject({ ok: true });
});

test("K10 signing in as one should uses nothing of the limits up", async () => {
  await enter(manager);
  await enter(manager, "wrong wrong wrong");

  const counts = await database.prisma.rateLimit.findMany({
    select: { key: true, count: true },
    orderBy: { key: "asc" },
  });
  expect(counts).toEqual([
    { key: "sign-in", count: 1 },
    { key: "sign-in|203.0.113.9", count: 1 },
  ]);
});

test("K17 unknown, wrong, invited and disabled answer with the same words", async () => {
  const disabled = await personWithPassword(services, "staff");
  await disableUser(admin, { userId: disabled.operator.id });

  const answers = await Promise.all([
    signIn(services, { email: "nobody@example.test", password: TEST_PASSWORD }, from),
    enter(manager, "wrong wrong wrong"),
    enter(disabled),
  ]);

  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test("sign-ins and failures of known accounts are in the audit, without the password", async () => {
  await enter(manager, "wrong wrong wrong");
  await enter(manager);

  const events = await database.prisma.auditEvent.findMany({
    where: { actor: `user:${manager.operator.id}` },
    orderBy: { id: "asc" },
  });
  expect(events.map((event) => event.kind)).toEqual(["user.sign_in_failed", "user.signed_in"]);
  expect(JSON.stringify(events.map((event) => event.data))).not.toMatch(/lanterns|wrong/);
});

import pino from "pino";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createSession, hashSid } from "#lib/services/people/create-session.ts";
import { liveSessions } from "#lib/services/people/live-sessions.ts";
import { personAtWork, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { createLiveHub, type LiveHub } from "./live-hub.ts";

const database = useTestDatabase();
const log = pino({ level: "silent" });
let hub: LiveHub;

beforeEach(() => {
  const stillLive = (ids: readonly string[]) => liveSessions({ prisma: database.prisma }, ids);
  hub = createLiveHub({ databaseUrl: database.url, log, stillLive, maxStreams: 3, checkEveryMs: 50 });
});

afterEach(() => hub.close());

async function signedIn(): Promise<string> {
  const { operator } = await personAtWork(testServices(database.prisma), "staff");
  const sid = await createSession(database.prisma, operator.id, { ip: null, userAgent: null });
  return (await database.prisma.session.findUniqueOrThrow({ where: { sidHash: hashSid(sid) } })).id;
}

function reader(sessionId: string, { keepsUp = true } = {}) {
  const heard: string[] = [];
  let ended = false;
  const stream = {
    sessionId,
    send: (text: string) => heard.push(text) > 0 && keepsUp,
    end: () => {
      ended = true;
    },
  };
  return { stream, heard, ended: () => ended };
}

function eventually(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 10_000 });
}

function listeners() {
  return database.prisma.$queryRaw<unknown[]>`
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '%listen%'`;
}

it("C08 passes one hint to every stream, over one connection for all of them", async () => {
  const readers = [reader(await signedIn()), reader(await signedIn())];
  for (const { stream } of readers) await hub.add(stream);

  await database.prisma.$executeRaw`SELECT pg_notify('refund_desk', '{"topic":"worker"}')`;

  await eventually(() =>
    expect(readers.map(({ heard }) => heard)).toEqual([
      ['data: {"topic":"worker"}\n\n'],
      ['data: {"topic":"worker"}\n\n'],
    ]),
  );
  expect(await listeners()).toHaveLength(1);

  hub.close();
  await eventually(async () => expect(await listeners()).toHaveLength(0));
});

it("K09 ends the stream of a session that was revoked, and no other", async () => {
  const [revoked, kept] = [await signedIn(), await signedIn()];
  const readers = [reader(revoked), reader(kept)];
  for (const { stream } of readers) await hub.add(stream);

  await database.prisma.$executeRaw`UPDATE session SET revoked_at = now() WHERE id = ${revoked}::uuid`;

  await eventually(() => expect(readers.map((each) => each.ended())).toEqual([true, false]));
});

it("takes no more streams than it may, and ends one whose reader is behind", async () => {
  const sessionId = await signedIn();
  const slow = reader(sessionId, { keepsUp: false });
  for (const { stream } of [slow, reader(sessionId), reader(sessionId)]) expect(await hub.add(stream)).not.toBeNull();
  expect(await hub.add(reader(sessionId).stream)).toBeNull();

  await database.prisma.$executeRaw`SELECT pg_notify('refund_desk', '{}')`;

  await eventually(() => expect(slow.ended()).toBe(true));
  expect(hub.streams()).toBe(2);
});

it("ends every stream when the connection breaks, so that browsers come back and read anew", async () => {
  const one = reader(await signedIn());
  await hub.add(one.stream);

  await database.prisma.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '%listen%'`;

  await eventually(() => expect(one.ended()).toBe(true));
});

it("opens no stream where there is no database to listen to", async () => {
  const away = createLiveHub({
    databaseUrl: "postgresql://nobody@127.0.0.1:9/none",
    log,
    stillLive: async () => new Set(),
  });

  await expect(away.add(reader("nobody").stream)).rejects.toThrow("no database");
  expect(away.streams()).toBe(0);
});

import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { useTestDatabase } from "#prisma/test-database.ts";
import { createSendLocks } from "./send-locks.ts";

const database = useTestDatabase();

it("D16 C04 a session that the database ends while its lock is held ends the lock, and not the worker", async () => {
  const locks = createSendLocks(database.url);
  const refundId = randomUUID();
  const lock = await locks.tryLock(refundId);
  expect(lock?.isHeld()).toBe(true);

  await database.prisma.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'refund-desk send lock' AND datname = current_database()`;
  await expect.poll(() => lock?.isHeld()).toBe(false);
  await lock?.release();

  const again = await locks.tryLock(refundId);
  expect(again?.isHeld()).toBe(true);
  await again?.release();
  await locks.close();
});

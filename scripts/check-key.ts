import { orExit, workerEnv } from "#lib/env.ts";
import { createLogger } from "#lib/logger.ts";
import { refuseWrongKey } from "#lib/services/installation/refuse-wrong-key.ts";
import { openServices } from "#lib/services/open-services.ts";

/** For `npm start`: ends with 1 and one sentence where ENCRYPTION_KEY is not the one that sealed this database (H05). */
const env = orExit(workerEnv);
const services = openServices({
  databaseUrl: env.DATABASE_URL,
  encryptionKey: env.ENCRYPTION_KEY,
  publicUrl: env.PUBLIC_URL,
  allowLoopbackGateways: env.ALLOW_LOOPBACK_GATEWAYS === "on",
  log: createLogger("check-key", "silent"),
  poolSize: 1,
});
try {
  await refuseWrongKey(services);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await services.prisma.$disconnect();
}

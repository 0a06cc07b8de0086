import { join } from "node:path";
import { createLogger } from "#lib/logger.ts";
import type { AppContext } from "#lib/services/context.ts";
import { openServices } from "#lib/services/open-services.ts";
import type { UserOperator } from "#lib/services/people/read-session.ts";
import { startEmbeddedPostgres } from "../embedded-postgres.ts";
import { type DataDir, openDataDir } from "../start/data-dir.ts";
import { generateClient, root } from "../start/prepare.ts";
import type { Say } from "./figures.ts";
import { seedShop } from "./seed.ts";

/** The installation that is measured: a database in a folder of its own, with a full shop, and people in it. */
export type Desk = {
  readonly dataDir: DataDir;
  readonly databaseUrl: string;
  readonly staff: AppContext & { readonly operator: UserOperator };
  readonly close: () => Promise<void>;
};

export const benchFolder = join(root, ".data", "bench");

export async function openDesk(say: Say): Promise<Desk> {
  await generateClient(new AbortController().signal);
  const dataDir = await openDataDir(benchFolder, "start");
  const { databasePassword: password, encryptionKey } = dataDir.secrets;
  const server = await startEmbeddedPostgres({ dataDir: dataDir.path, password });
  const services = openServices({
    databaseUrl: server.url,
    encryptionKey,
    publicUrl: "http://127.0.0.1:3000",
    allowLoopbackGateways: true,
    log: createLogger("bench", "warn"),
    poolSize: 16,
  });
  const close = async () => {
    await services.prisma.$disconnect();
    await server.stop();
    dataDir.lock.release();
  };
  try {
    const context: AppContext = { ...services, operator: { kind: "cli", name: "bench" } };
    await seedShop({ url: server.url, folder: dataDir.path, services: context, say });
    return { dataDir, databaseUrl: server.url, staff: await staffOf(context), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function staffOf(context: AppContext): Promise<Desk["staff"]> {
  const { id, name, role, language, zone } = await context.prisma.user.findUniqueOrThrow({
    where: { email: "staff@bench.test" },
  });
  return { ...context, operator: { kind: "user", id, name, role, language, zone } };
}

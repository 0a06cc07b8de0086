import { workerEnv } from "#lib/env.ts";
import { seedDemo } from "#prisma/seed.ts";

/**
 * Fills the database of DATABASE_URL with the demo shop; run again, it only brings the demo gateway accounts up to the
 * emulators' present addresses. DEMO_PASSWORD and EMULATORS_URL come from `npm start`.
 */
const { DATABASE_URL, ENCRYPTION_KEY, PUBLIC_URL } = workerEnv();

await seedDemo({
  databaseUrl: DATABASE_URL,
  encryptionKey: ENCRYPTION_KEY,
  publicUrl: PUBLIC_URL,
  password: process.env.DEMO_PASSWORD ?? "",
  emulatorsUrl: process.env.EMULATORS_URL,
});

import { databaseEnv, orExit } from "#lib/env.ts";
import { runPrisma } from "./prisma.ts";

/** `npm run migrate`: brings the database of DATABASE_URL to this release. */
const { DATABASE_URL } = orExit(databaseEnv);
const { status, output } = await runPrisma(["migrate", "deploy"], { env: { DATABASE_URL } });
console.log(output.trim());
process.exitCode = status;

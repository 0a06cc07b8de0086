import { existsSync } from "node:fs";
import { join } from "node:path";

/** Reads `.env` where there is one (Node's own option says so aloud when there is none). What is set already stays. */
const file = join(import.meta.dirname, "..", ".env");
if (existsSync(file)) process.loadEnvFile(file);

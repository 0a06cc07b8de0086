import { runCommand } from "./command.ts";
import { generateClient, next, root } from "./start/prepare.ts";

/** `npm run build`: the database client and the web app of one release. */
await generateClient(new AbortController().signal);
const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
process.exitCode = (await runCommand([next, "build"], { cwd: root, env, output: "terminal" })).status;

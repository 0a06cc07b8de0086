import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import next from "next";
import { orExit, webEnv } from "#lib/env.ts";
import { setPageHeaders } from "#lib/page-headers.ts";

/** The web process: `next start` by Next's own API, so that the environment is checked first and stopping is clean. */
const { PORT, MFA } = orExit(webEnv);
if (MFA === "required") console.log("MFA=required is not built yet: the web app starts without a second factor.");

const app = next({ dev: false, dir: fileURLToPath(new URL("..", import.meta.url)), port: PORT });
await app.prepare();
const answer = app.getRequestHandler();
const server = createServer((request, response) => {
  setPageHeaders(request, response);
  return answer(request, response);
});
server.listen(PORT, () => console.log(`The web app listens on port ${PORT}.`));

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);

/** Answers what has arrived; streams have no end of their own and are cut after a moment. */
function stop(): void {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 1_000).unref();
}

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, StartError } from "../processes.ts";

/** Stops the start before anything is made when somebody else listens on PORT. */
export async function demandFreePort(port: number): Promise<void> {
  // Our own web process of a killed start may need a moment to go.
  for (let attempt = 0; attempt < 10; attempt++) {
    if (await isFree(port)) return;
    await sleep(200);
  }
  throw new StartError(
    `Port ${port} is in use: stop what listens there, or choose another with PORT=${port + 1} npm start.`,
  );
}

/** The same port at every start as long as it is free, because gateway accounts remember the emulators' address. */
export async function emulatorsPort(dataDir: string): Promise<number> {
  const file = join(dataDir, "emulators-port");
  const earlier = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  const port = earlier && (await isFree(earlier, "127.0.0.1")) ? earlier : await freePort();
  writeFileSync(file, `${port}\n`);
  return port;
}

function isFree(port: number, host?: string): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EACCES")
        throw new StartError(`Port ${port} may not be used by this user: choose one above 1023.`);
      resolve(false);
    });
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });
}

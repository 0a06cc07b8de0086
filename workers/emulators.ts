import { emulatorsEnv, orExit } from "#lib/env.ts";
import { serveEmulators } from "#lib/gateways/emulator-kit/server.ts";
import { EMULATORS } from "#lib/gateways/generated/emulators.ts";

/** The gateways' stand-ins: one process, one port, one path per gateway. They only listen on this machine. */
const { EMULATORS_PORT, EMULATORS_DIR } = orExit(emulatorsEnv);

const server = await serveEmulators(
  EMULATORS.map((create) => create(EMULATORS_DIR)),
  EMULATORS_PORT,
);
console.log(`Emulators ready: ${server.url}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await server.close();
    process.exit(0);
  });
}

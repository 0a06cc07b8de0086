import { serveEmulators } from "#lib/gateways/emulator-kit/server.ts";
import { EMULATORS } from "#lib/gateways/generated/emulators.ts";

/** The gateways' stand-ins: one process, one port, one path per gateway. They only listen on this machine. */
const port = Number(process.env.EMULATORS_PORT ?? "0");
const folder = process.env.EMULATORS_DIR ?? ".data/emulators";

const server = await serveEmulators(
  EMULATORS.map((create) => create(folder)),
  port,
);
console.log(`Emulators ready: ${server.url}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await server.close();
    process.exit(0);
  });
}

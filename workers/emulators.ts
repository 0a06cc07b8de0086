import { createEasylinkEmulator } from "#lib/gateways/easylink/emulator/emulator.ts";
import { serveEmulators } from "#lib/gateways/emulator-kit/server.ts";
import { createNeoxEmulator } from "#lib/gateways/neox/emulator/emulator.ts";
import { createPayeaseEmulator } from "#lib/gateways/payease/emulator/emulator.ts";

/** The gateways' stand-ins: one process, one port, one path per gateway. They only listen on this machine. */
const port = Number(process.env.EMULATORS_PORT ?? "0");
const folder = process.env.EMULATORS_DIR ?? ".data/emulators";

const emulators = [createNeoxEmulator(folder), createPayeaseEmulator(folder), createEasylinkEmulator(folder)];
const server = await serveEmulators(emulators, port);
console.log(`Emulators ready: ${server.url}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await server.close();
    process.exit(0);
  });
}

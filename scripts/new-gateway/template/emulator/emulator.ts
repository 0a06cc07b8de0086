import { createPlainEmulator } from "#lib/gateways/emulator-kit/plain-emulator.ts";
import type { Emulator } from "#lib/gateways/emulator-kit/server.ts";
import { PROTOCOL } from "./protocol.ts";

/** Newgateway by its pages, with its own truth. Taken refunds and what is known of them survive a kill. */
export function createNewgatewayEmulator(folder: string): Emulator {
  return createPlainEmulator(PROTOCOL, folder);
}

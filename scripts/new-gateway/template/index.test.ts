import { expect, it } from "vitest";
import { EMULATORS } from "#lib/gateways/generated/emulators.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { createNewgatewayEmulator } from "./emulator/emulator.ts";

it("is found by its folder: the registry knows it, and the emulators' process serves it", () => {
  expect(connectorOf("newgateway").displayName).not.toBe("");
  expect(EMULATORS).toContain(createNewgatewayEmulator);
});

it("can be set up with nothing but its credentials: every setting has a default", () => {
  expect(connectorOf("newgateway").settingsSchema.safeParse({}).success).toBe(true);
});

import { expect, it } from "vitest";
import { EMULATORS } from "#lib/gateways/generated/emulators.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { createExamplepayEmulator } from "./emulator/emulator.ts";

it("is found by its folder: the registry knows it, and the emulators' process serves it", () => {
  expect(connectorOf("examplepay").displayName).not.toBe("");
  expect(EMULATORS).toContain(createExamplepayEmulator);
});

it("can be set up with nothing but its credentials: every setting has a default", () => {
  expect(connectorOf("examplepay").settingsSchema.safeParse({}).success).toBe(true);
});

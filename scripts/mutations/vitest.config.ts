import { join } from "node:path";
import { defineConfig, mergeConfig, type Plugin } from "vitest/config";
import tests from "../../vitest.config.ts";
import { root } from "../start/prepare.ts";
import { activeMutation } from "./active.ts";
import { plant } from "./mutation.ts";

/** The tests of this house, run on sources of which one has a bug planted in it: the one that MUTATION names. */
export default mergeConfig(
  tests,
  // Each bug in processes of its own, so that none finds the modules of another.
  defineConfig({ root, plugins: [planting()], test: { isolate: true, sequence: { shuffle: false } } }),
);

function planting(): Plugin {
  return {
    name: "plant-mutation",
    enforce: "pre",
    transform(source, id) {
      const mutation = activeMutation();
      return mutation && id === join(root, mutation.file) ? plant(source, mutation) : undefined;
    },
  };
}

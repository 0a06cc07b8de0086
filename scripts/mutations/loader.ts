import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../start/prepare.ts";
import { activeMutation } from "./active.ts";
import { plant } from "./mutation.ts";

/** `node --import ./scripts/mutations/loader.ts …`: plants the bug that MUTATION names in a process of our own. */
const mutation = activeMutation();

registerHooks({
  load(url, context, next) {
    if (!mutation || !url.startsWith("file:") || fileURLToPath(url) !== join(root, mutation.file))
      return next(url, context);
    const source = plant(readFileSync(fileURLToPath(url), "utf8"), mutation);
    return { format: "module-typescript", source, shortCircuit: true };
  },
});

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../start/prepare.ts";
import { plant } from "./mutation.ts";
import { MUTATIONS } from "./table.ts";

const read = (file: string) => readFileSync(join(root, file), "utf8");

describe("the planted money bugs", () => {
  it("are at least 25, each with a name of its own", () => {
    expect(MUTATIONS.length).toBeGreaterThanOrEqual(25);
    expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
  });

  it.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))(
    "%s fits the code as it is",
    (_name, mutation) => {
      expect(plant(read(mutation.file), mutation)).not.toBe(read(mutation.file));
      for (const { file, named } of mutation.caughtBy) {
        expect(existsSync(join(root, file)), `${file} is there`).toBe(true);
        if (named) expect(read(file)).toMatch(new RegExp(named));
      }
    },
  );

  it("that do not fit any more say so", () => {
    const [mutation] = MUTATIONS;
    if (!mutation) throw new Error("no mutation");
    expect(() => plant("another source", mutation)).toThrow("must be there once");
  });
});

import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const COPIED = ["lib", "prisma", "scripts", "workers", "package.json", "tsconfig.json", "vitest.config.ts"];

describe("npm run new-gateway", () => {
  const house = mkdtempSync(join(tmpdir(), "refund-desk-house-"));
  const folder = join(house, "lib", "gateways", "examplepay");
  let before: Record<string, string>;
  let written: SpawnSyncReturns<string>;

  beforeAll(() => {
    for (const path of COPIED) cpSync(join(root, path), join(house, path), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(house, "node_modules"));
    before = contentsOf(house);
    written = newGateway("examplepay");
  });
  afterAll(() => rmSync(house, { recursive: true }));

  it("writes a folder whose contract suite fails, and is green once the manual is worked in; nothing else changes", () => {
    expect(written.stdout).toContain("lib/gateways/examplepay/contract.test.ts");
    const skeleton = suite();
    expect(skeleton.status).not.toBe(0);
    expect(skeleton.stderr).toContain("TODO wire.ts: build the refund request");

    cpSync(join(house, "scripts", "new-gateway", "example"), folder, { recursive: true });
    const worked = suite();

    expect(worked.stdout).toMatch(/Tests\s+\d+ passed/);
    expect(worked.status, worked.stdout).toBe(0);
    expect(contentsOf(house)).toEqual(before);
  }, 60_000);

  it.each([
    ["", "Say the gateway's name"],
    ["StripePay", "3 to 32 small letters and digits"],
    ["../neox", "3 to 32 small letters and digits"],
    ["pay-ease", "3 to 32 small letters and digits"],
    ["9pay", "3 to 32 small letters and digits"],
    ["class", "has a meaning of its own"],
    ["await", "has a meaning of its own"],
    ["generated", "has a meaning of its own"],
    ["neox", 'There is a gateway "neox" already'],
  ])("refuses the name %j with a sentence", (name, sentence) => {
    const { status, stderr } = newGateway(name);

    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(status).toBe(1);
  });

  function newGateway(name: string): SpawnSyncReturns<string> {
    return run(["scripts/new-gateway.ts", name]);
  }

  function suite(): SpawnSyncReturns<string> {
    return run(["node_modules/vitest/vitest.mjs", "run", "--project", "unit", "lib/gateways/examplepay"]);
  }

  function run(args: readonly string[]): SpawnSyncReturns<string> {
    const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, VITEST: undefined, NODE_OPTIONS: undefined };
    return spawnSync(process.execPath, args, { cwd: house, env, encoding: "utf8" });
  }
});

/** Every file of the repository with its content, but for the new folder and what is made from all of them. */
function contentsOf(house: string): Record<string, string> {
  const isApart = (path: string) =>
    /^(node_modules|lib\/gateways\/(examplepay|generated)|prisma\/generated)\//.test(path);
  const paths = COPIED.flatMap((path) =>
    /\.\w+$/.test(path)
      ? [path]
      : readdirSync(join(house, path), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => relative(house, join(entry.parentPath, entry.name))),
  );
  const own = paths.filter((path) => !isApart(path));
  return Object.fromEntries(own.map((path) => [path, readFileSync(join(house, path), "latin1")]));
}

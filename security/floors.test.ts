import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Floors = Record<string, { readonly floor: string; readonly why: string }>;
type Lock = { readonly packages: Record<string, { readonly version?: string; readonly optional?: boolean }> };

const floors = JSON.parse(readFileSync("security/floors.json", "utf8")) as Floors;
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;

const numbers = (version: string) => version.split("-")[0]?.split(".").map(Number) ?? [];

function isBelow(version: string, floor: string): boolean {
  const wanted = numbers(floor);
  const found = numbers(version);
  const index = wanted.findIndex((number, place) => number !== found[place]);
  return index >= 0 && (found[index] ?? 0) < (wanted[index] ?? 0);
}

describe("the lock file", () => {
  it.each(Object.entries(floors))("K19 has no %s below the version that mended its holes", (name, { floor }) => {
    const installed = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    for (const [path, { version = "" }] of installed) {
      expect(isBelow(version, floor), `${path} ${version} is below ${floor}`).toBe(false);
    }
  });

  it("K19 knows a version below its floor when it sees one", () => {
    expect(isBelow("16.4.5", "16.4.6")).toBe(true);
    expect(isBelow("16.3.9", "16.4.6")).toBe(true);
    expect(isBelow("16.10.0", "16.4.6")).toBe(false);
    expect(isBelow("17.0.0", "16.4.6")).toBe(false);
  });
});

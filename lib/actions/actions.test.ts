import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ACTIONS, PAGES, ROUTES } from "./entry-points.ts";

const sources = new Map(
  globSync("{app,components,lib}/**/*.{ts,tsx}", { exclude: ["**/*.test.*"] }).map((path) => [
    path.replaceAll("\\", "/"),
    readFileSync(path, "utf8"),
  ]),
);
const files = (pattern: RegExp) => [...sources].filter(([path]) => pattern.test(path));

const actionFiles = files(/^app\/.*\/actions\.ts$/);
const BUILT =
  /^export const (\w+Action) = (operatorAction|operatorFormAction|publicFormAction)\(\{([\s\S]*?)\n?\}\);$/gm;

test("whatever the browser may call is built by the builders: no other export, and no other place for one", () => {
  for (const [path, source] of actionFiles) {
    expect(source.startsWith('"use server";\n'), path).toBe(true);
    const rest = source.replace(BUILT, "");
    expect(rest, `${path} exports something that no builder made`).not.toMatch(/^export /m);
  }
  const elsewhere = files(/./).filter(
    ([path, source]) => /["']use server["']/.test(source) && !path.endsWith("/actions.ts"),
  );
  expect(elsewhere.map(([path]) => path)).toEqual([]);
});

test("every action is listed with the permission it asks for", () => {
  const found = actionFiles.flatMap(([path, source]) =>
    [...source.matchAll(BUILT)].map(([, name, builder, definition]) => {
      const permission =
        builder === "publicFormAction" ? "public" : /permission: "([^"]+)"/.exec(definition ?? "")?.[1];
      return [`${path} ${name}`, permission];
    }),
  );

  expect(Object.fromEntries(found)).toEqual(ACTIONS);
});

test("every route is listed with the guard that its code calls", () => {
  const found = files(/^app\/.*\/route\.ts$/).map(([path, source]) => [path, guardOf(source)]);

  expect(Object.fromEntries(found)).toEqual(ROUTES);
});

test("every page is listed, and all but the public ones ask who is there", () => {
  const found = files(/^app\/.*page\.tsx$/).map(([path, source]) => [
    path,
    /await operatorContext\(\)|\boperatorContext\(\),/.test(source) ? "session" : "public",
  ]);

  expect(Object.fromEntries(found)).toEqual(PAGES);
});

test("an upload asks who is there before it reads a byte", () => {
  const source = readFileSync("app/api/_lib/answer-upload.ts", "utf8");
  const [asked, read] = [source.indexOf("if (!context) return problemResponse"), source.indexOf("readBody(request")];

  expect([asked > 0, read > asked]).toEqual([true, true]);
});

function guardOf(source: string): string {
  if (/\bapiRoute\(/.test(source)) return "api-key";
  if (/\b(deskRead|answerUpload)[<(]/.test(source)) return "session";
  if (/const context = await maybeOperatorContext\([^)]*\);\n\s*if \(!context\) return problemResponse/.test(source))
    return "session";
  if (/\breceiveNotification\(/.test(source)) return "signature";
  return "public";
}

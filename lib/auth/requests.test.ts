import { expect, test } from "vitest";
import { ownPath } from "./own-path.ts";
import { isSameOrigin } from "./same-origin.ts";
import { openSid, sealSid, sessionCookie } from "./session-cookie.ts";

test.each([
  ["our own page", { origin: "https://desk.example", host: "desk.example" }, true],
  ["our own page under the name it was opened by", { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" }, true],
  ["K04 no origin", { host: "desk.example" }, false],
  ["K04 a null origin", { origin: "null", host: "desk.example" }, false],
  ["K04 another site", { origin: "https://evil.example", host: "desk.example" }, false],
  [
    "K04 a forwarded host of the attacker",
    { origin: "https://evil.example", host: "desk.example", "x-forwarded-host": "evil.example" },
    false,
  ],
])("%s: same origin is %s", (_name, headers, expected) => {
  expect(isSameOrigin(new Headers(headers as Record<string, string>), "https://desk.example")).toBe(expected);
});

test.each(["/orders", "/orders/A-1?tab=x", "/refunds/R1"])("goes on to %s after signing in", (path) => {
  expect(ownPath(path)).toBe(path);
});

test.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/a/..//evil.example",
  "javascript:alert(1)",
  "/sign-in",
  "/api/v1/orders",
  "orders",
  "/orders\n",
  "",
  null,
])("never goes on to %j", (path) => {
  expect(ownPath(path)).toBeNull();
});

test("the cookie carries the session's ID and nothing else, and only our own secret opens it", async () => {
  const value = await sealSid("s".repeat(43), "secret-secret-secret-secret-secret");

  expect(await openSid(value, "secret-secret-secret-secret-secret")).toBe("s".repeat(43));
  expect(await openSid(value, "another-another-another-another-xx")).toBeNull();
  expect(await openSid(`${value}x`, "secret-secret-secret-secret-secret")).toBeNull();
  expect(await openSid(undefined, "secret-secret-secret-secret-secret")).toBeNull();
});

test("over https the cookie belongs to the host alone", () => {
  expect(sessionCookie("https://desk.example")).toMatchObject({
    name: "__Host-next-auth.session-token",
    options: { httpOnly: true, sameSite: "strict", secure: true, path: "/" },
  });
  expect(sessionCookie("http://localhost:3000").name).toBe("next-auth.session-token");
});

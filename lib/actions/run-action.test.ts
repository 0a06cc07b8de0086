import pino from "pino";
import { expect, test } from "vitest";
import { z } from "zod";
import { ROLES, type Role } from "#lib/domain/permissions.ts";
import { ok } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { formValues, readForm } from "./form.ts";
import { type ActionDefinition, runAction } from "./run-action.ts";

const log = pino({ level: "silent" });
const input = z.strictObject({ amount: z.string().min(1, "money_unreadable") });

function contextOf(role: Role): AppContext {
  return { operator: { kind: "user", id: "u", name: "U", role, language: "en", zone: "UTC" } } as unknown as AppContext;
}

function approve(run: ActionDefinition<AppContext, typeof input, string>["run"] = async () => ok("done")) {
  return { name: "test", permission: "refunds.approve", input, run } as const;
}

const request = (role: Role | null, isSameOrigin = true) => ({
  isSameOrigin,
  log,
  context: async () => role && contextOf(role),
});

test.each(ROLES)("K03 an action called directly by %s does what that role may, and nothing else", async (role) => {
  const result = await runAction(approve(), request(role), { amount: "1" });

  expect(result).toMatchObject(role === "manager" ? { ok: true, value: "done" } : { ok: false, code: "forbidden" });
});

test("K03 without a session nothing runs", async () => {
  expect(await runAction(approve(), request(null), { amount: "1" })).toMatchObject({ ok: false, code: "unauthorized" });
});

test("K04 from another place than our own page nothing runs", async () => {
  expect(await runAction(approve(), request("manager", false), { amount: "1" })).toMatchObject({
    ok: false,
    code: "forbidden",
  });
});

test("K13 a field too many is refused by its name", async () => {
  const result = await runAction(approve(), request("manager"), { amount: "1", state: "succeeded", decided_by: "me" });

  expect(result).toMatchObject({
    code: "invalid_request",
    errors: [
      { field: "state", message: "field_unknown" },
      { field: "decided_by", message: "field_unknown" },
    ],
  });
});

test.each([undefined, null, "text", 7, [], { amount: { $gt: "" } }, { amount: "" }])(
  "an input of another shape is refused: %j",
  async (raw) => {
    expect(await runAction(approve(), request("manager"), raw)).toMatchObject({ ok: false, code: "invalid_request" });
  },
);

test("an unexpected error is named by an ID, and no word of it reaches the browser", async () => {
  const crash = approve(async () => {
    throw new Error("password authentication failed for user refund_desk");
  });

  const result = await runAction(crash, request("manager"), { amount: "1" });

  expect(result).toMatchObject({ ok: false, code: "unavailable", eventId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(JSON.stringify(result)).not.toContain("refund_desk");
});

test("a form becomes an input without the framework's own fields, and gives back everything but secrets", () => {
  const form = new FormData();
  for (const [name, value] of [
    ["name", "Lan"],
    ["currentPassword", "secret"],
    ["secret.appSecret", "secret"],
    ["tag[]", "a"],
    ["tag[]", "b"],
    ["$ACTION_KEY", "x"],
  ] as const)
    form.append(name, value);

  expect(readForm(form)).toEqual({
    name: "Lan",
    currentPassword: "secret",
    "secret.appSecret": "secret",
    tag: ["a", "b"],
  });
  expect(formValues(form)).toEqual({ name: "Lan", "tag[]": "b" });
});

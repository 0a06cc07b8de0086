import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { useTestDatabase } from "#prisma/test-database.ts";
import { compileCache } from "../start/prepare.ts";

const database = useTestDatabase();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "refund-desk-cli-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cli(args: readonly string[], { input = "", url = database.url } = {}) {
  const result = spawnSync(process.execPath, ["scripts/cli.ts", ...args], {
    encoding: "utf8",
    input,
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: compileCache,
      DATABASE_URL: url,
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
      PUBLIC_URL: "https://refunds.example.com",
    },
  });
  return { status: result.status, out: result.stdout.trim(), error: result.stderr.trim() };
}

function json(args: readonly string[], input = ""): unknown {
  const { out, error } = cli([...args, "--json"], { input });
  expect(error).toBe("");
  return JSON.parse(out);
}

function file(content: unknown): string {
  const path = join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

function commandsInAudit() {
  return database.prisma.auditEvent.findMany({ where: { kind: "command_run", actor: "cli" }, select: { data: true } });
}

it("creates people and keys, and prints the result and nothing else", async () => {
  const args = ["user", "create", "--email", "Lan@example.com", "--name", "Lan", "--role", "staff", "--password-stdin"];

  const user = json(args, "three blue lanterns\n") as { id: string };
  const key = json(["api-key", "create", "--name", "shop"]) as { id: string; key: string };

  expect(await database.prisma.user.findUnique({ where: { id: user.id } })).toMatchObject({
    email: "lan@example.com",
    role: "staff",
    status: "active",
  });
  expect(Object.keys(key)).toEqual(["id", "key"]);
  expect(await commandsInAudit()).toContainEqual({ data: { command: "user create", outcome: "ok" } });
});

it("sets a policy and shows it as it can be set", () => {
  const policy = { default: { approvals: 1 }, rules: [{ currency: "VND", upTo: "5000000", approvals: 0 }] };

  expect(json(["policy", "set", "--file", file(policy)])).toEqual(policy);
  expect(json(["policy", "show"])).toEqual(policy);
});

it("upserts a gateway account and pauses it", () => {
  const account = {
    gateway: "neox",
    label: "Shop",
    environment: "sandbox",
    baseUrl: "https://sandbox-api.neopay.vn/pg",
    credentials: { merchantCode: "UFLIYL", secretKey: "311235E7043244EC8306F96720748C56" },
    settings: {},
  };

  const { id, notificationUrl } = json(["gateway-account", "upsert", "--file", file(account)]) as Record<
    string,
    string
  >;

  expect(notificationUrl).toBe(`https://refunds.example.com/api/notifications/${id}`);
  expect(json(["worker", "pause", id ?? ""])).toEqual({ id, paused: true });
  expect(json(["gateway-account", "list"])).toMatchObject([{ id, paused: { by: "command line" } }]);
  expect(json(["worker", "resume", id ?? ""])).toEqual({ id, paused: false });
});

it.each([
  ["an unknown command", ["nonsense"], "unknown command"],
  ["a missing option", ["api-key", "create"], "--name"],
  [
    "a wrong role",
    ["user", "create", "--email", "a@b.test", "--name", "A", "--role", "boss", "--password-stdin"],
    "role: The role must be",
  ],
  ["a file that is not there", ["policy", "set", "--file", "/nowhere"], "cannot be read"],
  ["a refund that is not there", ["refunds", "show", "nothing"], "There is no refund"],
  ["an account that is not there", ["worker", "pause", "nothing"], "There is no gateway account"],
  ["a wrong state", ["refunds", "list", "--state", "gone"], "state"],
])("ends with one line and not zero for %s", (_what, args, words) => {
  const { status, out, error } = cli(args, { input: "three blue lanterns\n" });

  expect([status, out]).toEqual([1, ""]);
  expect(error.split("\n")).toHaveLength(1);
  expect(error).toContain(words);
});

it("says in one line that the database is away", () => {
  const { status, error } = cli(["policy", "show"], { url: "postgresql://nobody@127.0.0.1:9/none" });

  expect(status).toBe(1);
  expect(error.split("\n")).toHaveLength(1);
});

it("explains every command", () => {
  for (const args of [["gateway-account", "upsert"], ["doctor"]]) {
    expect(cli([...args, "--help"])).toMatchObject({ status: 0, out: expect.stringContaining("--json") });
  }
});

it("examines the installation and fails where no worker runs", () => {
  const { status, out } = cli(["doctor", "--json"]);
  const { ok, checks } = JSON.parse(out) as { ok: boolean; checks: { name: string; ok: boolean }[] };

  expect([status, ok]).toEqual([1, false]);
  expect(checks.filter((check) => !check.ok).map((check) => check.name)).toContain("worker");
  expect(checks).toContainEqual(expect.objectContaining({ name: "migrations", ok: true }));
});

it("says one thing about a password that is too short, and in its help when a comparison exits with 1", () => {
  const args = ["user", "create", "--email", "m@example.com", "--name", "M", "--role", "staff", "--password-stdin"];

  expect(cli(args, { input: "short\n" })).toEqual({
    ...{ status: 1, out: "", error: "error: password: Use at least 12 characters." },
  });
  expect(cli(["reconcile", "run", "--help"]).out.replace(/\s+/g, " ")).toContain(
    "exits 1 where there are any, or where a gateway did not answer",
  );
});

import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";

const complete = {
  DATABASE_URL: "postgresql://desk:secret@db.internal:5432/desk",
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  PUBLIC_URL: "https://refunds.example.com/",
  NEXTAUTH_URL: "https://refunds.example.com",
  NEXTAUTH_SECRET: "x".repeat(48),
};

async function readWith(variables: Record<string, string>) {
  vi.resetModules();
  for (const name of [
    ...Object.keys(complete),
    "STARTED_BY",
    "MFA",
    "PORT",
    "ALLOW_LOOPBACK_GATEWAYS",
    "SMTP_URL",
    "MAIL_FROM",
    "KEEP_MAILS",
    "SEED",
    "EMULATORS",
    "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY",
    "EMULATORS_PORT",
  ])
    vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  return import("./env.ts");
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the environment", () => {
  test("is complete with what .env.example marks, and an address loses its last slash", async () => {
    const { webEnv } = await readWith(complete);

    expect(webEnv()).toMatchObject({
      PORT: 3000,
      PUBLIC_URL: "https://refunds.example.com",
      MFA: "required",
      LOG_LEVEL: "info",
    });
  });

  test.each(Object.keys(complete))(
    "that misses %s stops the start with one sentence that names it and says what to do",
    async (name) => {
      const { webEnv, EnvError } = await readWith({ ...complete, [name]: "" });

      expect(webEnv).toThrow(EnvError);
      expect(webEnv).toThrow(new RegExp(`^${name} is missing: .+\\.$`));
    },
  );

  test.each([
    ["DATABASE_URL", "mysql://db/desk"],
    ["ENCRYPTION_KEY", "short"],
    ["NEXTAUTH_SECRET", "short"],
    ["PUBLIC_URL", "refunds.example.com"],
    ["PORT", "70000"],
    ["MFA", "sometimes"],
    ["LOG_LEVEL", "loud"],
  ])("with a wrong %s stops the start with one sentence", async (name, value) => {
    const { webEnv } = await readWith({ ...complete, [name]: value });

    expect(webEnv).toThrow(new RegExp(`^${name} .+: .+\\.$`));
  });

  test.each([
    ["MFA", "optional"],
    ["ALLOW_LOOPBACK_GATEWAYS", "on"],
  ])("allows %s=%s only under npm start", async (name, value) => {
    const production = await readWith({ ...complete, [name]: value });
    expect(production.webEnv).toThrow("only under `npm start`");

    const atHome = await readWith({ ...complete, [name]: value, ...production.UNDER_NPM_START });
    expect(atHome.webEnv()).toMatchObject({ [name]: value });
  });

  test("never repeats a secret in what it says", async () => {
    const { webEnv } = await readWith({ ...complete, ENCRYPTION_KEY: "my-own-secret-key" });

    expect(webEnv).toThrow(expect.not.stringContaining("my-own-secret-key"));
  });

  test.each([
    ["SMTP_URL", { SMTP_URL: "mail.example.com" }],
    ["SMTP_URL", { SMTP_URL: "https://mail.example.com" }],
    ["MAIL_FROM", { SMTP_URL: "smtp://mail.example.com" }],
    ["MAIL_FROM", { SMTP_URL: "smtp://mail.example.com", MAIL_FROM: "nobody" }],
    ["MAIL_FROM", { SMTP_URL: "smtp://mail.example.com", MAIL_FROM: "Desk\nBcc: x <a@b.c>" }],
    ["KEEP_MAILS", { KEEP_MAILS: "on" }],
  ])("with a wrong %s for mails stops the worker with one sentence", async (name, value) => {
    const { workerEnv } = await readWith({ ...complete, ...value });

    expect(workerEnv).toThrow(new RegExp(`^${name} .+: .+\\.$`));
  });

  test("takes a mail server with its sender, or none", async () => {
    const mail = { SMTP_URL: "smtps://desk:x@mail.example.com:465", MAIL_FROM: "Refund Desk <desk@example.com>" };

    expect((await readWith({ ...complete, ...mail })).workerEnv()).toMatchObject(mail);
    expect((await readWith(complete)).workerEnv()).toMatchObject({ KEEP_MAILS: "off" });
  });

  test.each([
    ["PORT", "http"],
    ["DATABASE_URL", "mysql://db/desk"],
    ["SEED", "all"],
    ["EMULATORS", "yes"],
    ["NEXTAUTH_SECRET", "short"],
    ["NEXTAUTH_URL", "refunds.example.com"],
    ["ENCRYPTION_KEY", "short"],
    ["PUBLIC_URL", "refunds.example.com"],
    ["MFA", "sometimes"],
    ["ALLOW_LOOPBACK_GATEWAYS", "yes"],
    ["LOG_LEVEL", "loud"],
    ["SMTP_URL", "mail.example.com"],
    ["MAIL_FROM", "nobody"],
    ["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY", "c2hvcnQ="],
  ])("with a wrong %s stops npm start before any of its processes", async (name, value) => {
    const { startEnv } = await readWith({ [name]: value });

    expect(startEnv).toThrow(new RegExp(`^${name} .+: .+\\.$`));
  });

  test("needs nothing for npm start, and takes what production has", async () => {
    expect((await readWith({})).startEnv()).toMatchObject({ ALLOW_LOOPBACK_GATEWAYS: "on", MFA: "optional" });
    expect((await readWith(complete)).startEnv()).toMatchObject({ NEXTAUTH_URL: complete.NEXTAUTH_URL });
  });

  test("with a wrong port of the emulators stops them with one sentence, and none is any free one", async () => {
    expect((await readWith({ EMULATORS_PORT: "http" })).emulatorsEnv).toThrow(/^EMULATORS_PORT .+: .+\.$/);
    expect((await readWith({})).emulatorsEnv()).toMatchObject({ EMULATORS_PORT: 0 });
  });

  test("is listed whole in .env.example", () => {
    const source = readFileSync(new URL("env.ts", import.meta.url), "utf8");
    const read = new Set([...source.matchAll(/^ +([A-Z][A-Z_]+): /gm)].map(([, name]) => name));
    const listed = [...readFileSync(".env.example", "utf8").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);

    // What npm start tells its children is nobody's to set.
    expect([...read].filter((name) => !listed.includes(name))).toEqual(["EMULATORS_URL"]);
  });
});

import { z } from "zod";
import { createVault } from "./vault.ts";

/** What the person at the terminal must do; printed alone, without a stack trace. */
export class EnvError extends Error {}

export type WorkerEnv = Readonly<z.infer<typeof mailingWorkerSchema>>;
export type WebEnv = Readonly<z.infer<typeof webSchema>>;
export type StartEnv = Readonly<z.infer<typeof startSchema>>;

/** The worker's environment, read and checked once. Throws an EnvError. */
export const workerEnv = once(() => read(mailingWorkerSchema));

/** The web process's environment, read and checked once. Throws an EnvError. */
export const webEnv = once(() => read(webSchema));

/** For what only migrates. Throws an EnvError. */
export const databaseEnv = once(() => read(workerSchema.pick({ DATABASE_URL: true })));

/** The environment of `npm start`, where everything has a default. Throws an EnvError. */
export const startEnv = once(() => read(startSchema));

/** The environment of the emulators alone. Throws an EnvError. */
export const emulatorsEnv = once(() => read(emulatorsSchema));

/** For the first line of a process: a wrong environment ends it with one sentence. */
export function orExit<T>(readEnv: () => T): T {
  try {
    return readEnv();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** `npm start` marks its children with this, because some ease is allowed to nobody else. */
export const UNDER_NPM_START = { STARTED_BY: "npm start" } as const;

function underNpmStart(): boolean {
  return process.env.STARTED_BY === UNDER_NPM_START.STARTED_BY;
}

const url = (protocols: RegExp) =>
  z.url({ protocol: protocols, error: (issue) => (issue.input ? "is no URL" : "is missing") });
const httpOrigin = url(/^https?$/).transform((text) => text.replace(/\/+$/, ""));
const port = z.coerce
  .number("must be a number")
  .int("must be a whole number")
  .min(1, "must be 1 to 65535")
  .max(65535, "must be 1 to 65535");
const onOff = z.enum(["on", "off"], "must be `on` or `off`");
const logLevel = z.enum(
  ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
  "must be trace, debug, info, warn, error or fatal",
);

const encryptionKey = z.string("is missing").superRefine(opensVault);

const workerSchema = z.object({
  DATABASE_URL: url(/^postgres(ql)?$/),
  ENCRYPTION_KEY: encryptionKey,
  PUBLIC_URL: httpOrigin,
  ALLOW_LOOPBACK_GATEWAYS: onOff
    .default("off")
    .refine((value) => value === "off" || underNpmStart(), "may be `on` only under `npm start`"),
  LOG_LEVEL: logLevel.default("info"),
  DATA_DIR: z.string().default(".data"),
});

/** `Refund Desk <refunds@example.com>`, or the address alone. */
const SENDER = /^(?:[^<>@\p{Cc}"]+<[^<>@\s,;]+@[^<>@\s,;]+>|[^<>@\s,;]+@[^<>@\s,;]+)$/u;

const mailServer = {
  SMTP_URL: url(/^smtps?$/).optional(),
  MAIL_FROM: z.string().regex(SENDER, "is no sender").optional(),
};
type MailServer = { readonly SMTP_URL?: string | undefined; readonly MAIL_FROM?: string | undefined };

function demandSender({ SMTP_URL, MAIL_FROM }: MailServer, context: z.RefinementCtx): void {
  if (SMTP_URL && !MAIL_FROM) context.addIssue({ code: "custom", path: ["MAIL_FROM"], message: "is missing" });
}

const mailingWorkerSchema = workerSchema
  .extend({
    /** Links in mails lead there. */
    NEXTAUTH_URL: httpOrigin.optional(),
    ...mailServer,
    KEEP_MAILS: onOff
      .default("off")
      .refine((value) => value === "off" || underNpmStart(), "may be `on` only under `npm start`"),
  })
  .superRefine(demandSender);

const sessionSecret = z.string("is missing").min(32, "must have at least 32 characters");
const mfa = z.enum(["required", "optional"], "must be `required` or `optional`");

const webSchema = workerSchema.extend({
  PORT: port.default(3000),
  NEXTAUTH_SECRET: sessionSecret,
  NEXTAUTH_URL: httpOrigin,
  MFA: mfa
    .default("required")
    .refine((value) => value === "required" || underNpmStart(), "may be `optional` only under `npm start`"),
  /** Where the emulators can be played with: handed over by `npm start`, which is never production. */
  EMULATORS_URL: httpOrigin.optional().refine((value) => !value || underNpmStart(), "may be set only by `npm start`"),
});

/** With all that it hands on to its children: what is wrong is said before anything runs. */
const startSchema = z
  .object({
    PORT: port.default(3000),
    DATABASE_URL: url(/^postgres(ql)?$/).optional(),
    DATA_DIR: z.string().default(".data"),
    SEED: z.enum(["demo", "none"], "must be `demo` or `none`").default("demo"),
    EMULATORS: onOff.default("on"),
    NEXTAUTH_SECRET: sessionSecret.optional(),
    NEXTAUTH_URL: httpOrigin.optional(),
    ENCRYPTION_KEY: encryptionKey.optional(),
    PUBLIC_URL: httpOrigin.optional(),
    MFA: mfa.default("optional"),
    ALLOW_LOOPBACK_GATEWAYS: onOff.default("on"),
    LOG_LEVEL: logLevel.default("info"),
    ...mailServer,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z
      .base64("is no base64")
      .refine((key) => Buffer.from(key, "base64").length === 32, "must be 32 bytes in base64")
      .optional(),
  })
  .superRefine(demandSender);

const emulatorsSchema = z.object({
  /** 0 is any free one. */
  EMULATORS_PORT: z.literal("0").transform(Number).or(port).default(0),
  EMULATORS_DIR: z.string().default(".data/emulators"),
});

/** What to put where something is missing or wrong. */
const ADVICE: Readonly<Record<string, string>> = {
  DATABASE_URL: "set it to a PostgreSQL URL such as postgresql://user:password@host:5432/refund_desk",
  ENCRYPTION_KEY:
    "set it to 32 random bytes in base64, made by `openssl rand -base64 32`, and keep it: without it no sealed value opens",
  NEXTAUTH_SECRET: "set it to a random text, made by `openssl rand -base64 48`",
  NEXTAUTH_URL: "set it to the address people open, such as https://refunds.example.com",
  SMTP_URL:
    "set it to the address of your mail server, such as smtps://user:password@mail.example.com:465, or leave it out",
  MAIL_FROM: "set it to the sender of mails, such as Refund Desk <refunds@example.com>",
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "set it to 32 random bytes, made by `openssl rand -base64 32`, or leave it out",
  PUBLIC_URL: "set it to the address gateways reach, such as https://refunds.example.com",
};

function read<Schema extends z.ZodType>(schema: Schema): z.infer<Schema> {
  // An empty line in an environment file means "not set".
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;

  const [issue] = result.error.issues;
  const name = String(issue?.path[0]);
  const advice = ADVICE[name] ?? "see .env.example";
  throw new EnvError(`${name} ${issue?.message}: ${advice}.`);
}

function opensVault(key: string, context: z.RefinementCtx): void {
  try {
    createVault(key);
  } catch {
    context.addIssue({ code: "custom", message: "is no encryption key" });
  }
}

function once<T>(compute: () => T): () => T {
  let value: { readonly of: T } | undefined;
  return () => {
    value ??= { of: compute() };
    return value.of;
  };
}

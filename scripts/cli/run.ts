import type { Command } from "commander";
import { fieldSentence } from "#lib/contracts/messages-en.ts";
import { type AppError, ERROR_CODES } from "#lib/domain/error-codes.ts";
import type { Result } from "#lib/domain/result.ts";
import { EnvError } from "#lib/env.ts";
import { createLogger } from "#lib/logger.ts";
import type { AppContext } from "#lib/services/context.ts";
import { openServices } from "#lib/services/open-services.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { openInstallation } from "../installation.ts";
import { StartError } from "../processes.ts";

/** What a command found: the result for `--json`, lines for people, and whether it counts as a failure. */
export type Answer = { readonly result: unknown; readonly lines: readonly string[]; readonly failed?: boolean };

/** A sentence for the person at the terminal. */
export class CommandError extends Error {}

type Handler<Args extends unknown[]> = (context: AppContext, ...args: Args) => Promise<Result<Answer, AppError>>;

/** Frames every command: opens the installation, runs as operator "cli", writes the audit entry, prints, exits. */
export function desk<Args extends unknown[]>(
  name: string,
  handler: Handler<Args>,
): (...args: [...Args, Command]) => Promise<void> {
  return async (...all) => {
    const command = all.at(-1) as Command;
    // The compiler loses the shape of a tuple that is cut; commander puts the command last.
    const args = all.slice(0, -1) as unknown as Args;
    try {
      const answer = await inInstallation(name, (context) => handler(context, ...args));
      print(answer, command.optsWithGlobals().json === true);
    } catch (error) {
      fail(error);
    }
  };
}

async function inInstallation(
  name: string,
  run: (context: AppContext) => Promise<Result<Answer, AppError>>,
): Promise<Answer> {
  const { env, close } = await openInstallation();
  const services = openServices({
    databaseUrl: env.DATABASE_URL,
    encryptionKey: env.ENCRYPTION_KEY,
    publicUrl: env.PUBLIC_URL,
    allowLoopbackGateways: env.ALLOW_LOOPBACK_GATEWAYS === "on",
    log: createLogger("cli", "silent"),
    poolSize: 3,
  });
  const context: AppContext = { ...services, operator: { kind: "cli", name: "command line" } };
  try {
    const result = await run(context);
    const outcome = result.ok ? (result.value.failed ? "failed" : "ok") : result.error.code;
    await recordAudit(services.prisma, {
      kind: "command_run",
      operator: context.operator,
      data: { command: name, outcome },
    });
    if (!result.ok) throw new CommandError(sentenceOf(result.error));
    return result.value;
  } finally {
    await services.prisma.$disconnect();
    await close();
  }
}

function print({ result, lines, failed }: Answer, asJson: boolean): void {
  console.log(asJson ? JSON.stringify(result) : lines.join("\n"));
  if (failed) process.exitCode = 1;
}

/** One line; what we did not foresee keeps its stack trace for a report only where DEBUG asks for it. */
function fail(error: unknown): void {
  process.exitCode = 1;
  const isOurs = error instanceof CommandError || error instanceof StartError || error instanceof EnvError;
  const [line] = (error instanceof Error ? error.message.trim() : String(error)).split("\n").slice(-1);
  console.error(`error: ${line}`);
  if (!isOurs && process.env.DEBUG) console.error(error);
}

export function sentenceOf({ code, errors = [] }: AppError): string {
  const fields = errors.map(({ field, message }) =>
    field ? `${field}: ${fieldSentence(message)}` : fieldSentence(message),
  );
  if (code === "invalid_request" && fields.length > 0) return fields.join(" ");
  return [ERROR_CODES[code][1], ...fields].join(" ");
}

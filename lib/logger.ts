import pino, { type Logger } from "pino";

/** What waits for room on a disk that takes no more; lines beyond it are lost. */
const MOST_WAITING_BYTES = 1024 * 1024;

/** One JSON line per event on stdout. Names of secrets and people's data are blacked out wherever they may hang. */
export function createLogger(name: string, level: string): Logger {
  const out = pino.destination({ dest: 1, sync: true, maxLength: MOST_WAITING_BYTES });
  // A full disk must not throw out of a line of the log, in the middle of the work that it tells of (H07).
  out.on("error", () => {});
  out.on("drop", () => {
    try {
      out.flushSync();
    } catch {
      // Still no room.
    }
  });
  return pino(loggerOptions(name, level), out);
}

export function loggerOptions(name: string, level: string): pino.LoggerOptions {
  return {
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_NAMES.flatMap(atEveryDepth), censor: "[redacted]" },
    serializers: { err: describeError, error: describeError },
  };
}

const SECRET_NAMES = [
  ...["password", "passwordHash", "secret", "secretKey", "appSecret", "privateKeyPem", "credentials", "encryptionKey"],
  ...["token", "sid", "apiKey", "authorization", "cookie", "set-cookie", "key"],
  ...["receiver", "accountName", "accountNumber", "neo_Receiver", "customerEmail", "customerPhone", "customerName"],
];

function atEveryDepth(name: string): string[] {
  const last = `["${name}"]`;
  return [last, `*${last}`, `*.*${last}`, `*.*.*${last}`];
}

/**
 * Errors of the database driver carry the values of the statement in `meta`, `detail` and `query`: only what
 * names the failure is kept.
 */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, code, cause } = error as Error & { code?: unknown };
  return { type: name, message, code, stack, ...(cause === undefined ? {} : { cause: describeError(cause) }) };
}

import pino, { type Logger } from "pino";

/** One JSON line per event on stdout. Names of secrets and people's data are blacked out wherever they may hang. */
export function createLogger(name: string, level: string): Logger {
  return pino(loggerOptions(name, level));
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

import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/**
 * A memory outside the database: the last attempt that a worker of this machine committed. A database that does not
 * know it is from before that attempt, whatever it says of itself.
 */
export type Witness = {
  readonly lastAttempt: () => string | null;
  readonly note: (attemptId: string) => void;
  /** What it told is known now; said again, it would freeze sending for ever. */
  readonly forget: () => void;
};

const ID = /^[0-9a-f-]{36}$/;

/** One file for all workers of a machine. An ID has one length, so that it is replaced in one write and always whole. */
export function fileWitness(path: string): Witness {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, "a"));
  const file = openSync(path, "r+");
  return {
    lastAttempt: () => {
      const text = readFileSync(path, "utf8");
      return ID.test(text) ? text : null;
    },
    note: (attemptId) => void writeSync(file, attemptId, 0),
    forget: () => void writeSync(file, " ".repeat(36), 0),
  };
}

import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Vault } from "#lib/vault.ts";

/** argon2id, first row of OWASP's table. Raised here, old hashes are renewed as people sign in. */
const COST = { memory: 47_104, passes: 1, parallelism: 1 } as const;
const TAG_LENGTH = 32;
/** Each hash takes a core and 46 MiB: more at once would let strangers fill both. */
const AT_ONCE = 2;

type Pepper = Pick<Vault, "digest">;

/** The text to store: parameters, salt and tag. The pepper stays outside the database. */
export async function hashPassword(password: string, pepper: Pepper): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password, salt, COST, pepper);
  return format(COST, salt, tag);
}

/** `stored` is null for an account without a password, or none at all; the answer then costs the same time (K17). */
export async function verifyPassword(password: string, stored: string | null, pepper: Pepper): Promise<boolean> {
  const known = parse(stored ?? NOBODY) ?? parse(NOBODY);
  if (!known) return false;
  const tag = await derive(password, known.salt, known.cost, pepper);
  return tag.length === known.tag.length && timingSafeEqual(tag, known.tag) && stored !== null;
}

export function needsRehash(stored: string): boolean {
  const cost = parse(stored)?.cost;
  return !cost || cost.memory < COST.memory || cost.passes < COST.passes;
}

type Cost = Readonly<Pick<Argon2Parameters, "memory" | "passes" | "parallelism">>;

const NOBODY = format(COST, Buffer.alloc(16), Buffer.alloc(TAG_LENGTH));
const argon2id = promisify(argon2);

function derive(password: string, salt: Buffer, cost: Cost, pepper: Pepper): Promise<Buffer> {
  const message = pepper.digest(password.normalize("NFKC"), "password");
  return inTurn(() => argon2id("argon2id", { message, nonce: salt, tagLength: TAG_LENGTH, ...cost }));
}

function format({ memory, passes, parallelism }: Cost, salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${salt.toString("base64")}$${tag.toString("base64")}`;
}

function parse(stored: string): { readonly cost: Cost; readonly salt: Buffer; readonly tag: Buffer } | null {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored);
  if (!match) return null;
  const [, memory, passes, parallelism, salt = "", tag = ""] = match;
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return { cost, salt: Buffer.from(salt, "base64"), tag: Buffer.from(tag, "base64") };
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((next) => waiting.push(next));
  else running += 1;
  try {
    return await run();
  } finally {
    // A place is handed on, not freed and taken again, so that never more than the bound run.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

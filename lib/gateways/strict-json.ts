const utf8 = new TextDecoder("utf-8", { fatal: true });
const DEEPEST = 16;

/**
 * Reads a stranger's JSON, or nothing at all: bytes that are not UTF-8, a name given twice, `__proto__` or more
 * levels than any gateway uses are refused, because two readers could understand them differently.
 */
export function readStrictJson(bytes: Uint8Array): unknown {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    return namesAreSound(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** As `readStrictJson`, for the many places where only an object makes sense. */
export function readStrictObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  const value = readStrictJson(bytes);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** Walks text that `JSON.parse` has accepted, so that only strings and brackets matter. */
function namesAreSound(text: string): boolean {
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "{" || character === "[") open.push(new Set());
    else if (character === "}" || character === "]") open.pop();
    else if (character === '"') {
      const end = endOfString(text, at);
      if (isName(text, end) && !isNewName(text.slice(at + 1, end), open.at(-1))) return false;
      at = end;
    }
    if (open.length > DEEPEST) return false;
  }
  return true;
}

/** Where the string ends that begins at the quotation mark here: at the next one with an even number of backslashes. */
function endOfString(text: string, begin: number): number {
  let end = text.indexOf('"', begin + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === "\\") before -= 1;
  return (at - before) % 2 === 1;
}

/** In JSON a colon follows names and nothing else. */
function isName(text: string, end: number): boolean {
  let next = end + 1;
  while (BLANKS.includes(text[next] ?? "")) next += 1;
  return text[next] === ":";
}

const BLANKS = [" ", "\t", "\n", "\r"];

function isNewName(quoted: string, names: Set<string> | undefined): boolean {
  const name = quoted.includes("\\") ? String(JSON.parse(`"${quoted}"`)) : quoted;
  if (name === "__proto__" || names?.has(name)) return false;
  names?.add(name);
  return true;
}

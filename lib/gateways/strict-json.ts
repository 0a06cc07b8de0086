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

const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g;

/** Walks text that `JSON.parse` has accepted, so that only strings and brackets matter. */
function namesAreSound(text: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, colon] of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (colon !== undefined) {
      const quoted = token.slice(0, -colon.length);
      const name = quoted.includes("\\") ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
      const names = open.at(-1);
      if (name === "__proto__" || names?.has(name)) return false;
      names?.add(name);
    }
    if (open.length > DEEPEST) return false;
  }
  return true;
}

/**
 * Reads `name=value&name=value`, or nothing at all: bytes that need no encoding but are not printable ASCII, a
 * name given twice and `__proto__` are refused, because two readers could understand them differently.
 */
export function readStrictForm(text: string): Readonly<Record<string, string>> | undefined {
  if (!/^[\x21-\x7e]+$/.test(text) || !text.includes("=")) return undefined;
  const pairs = [...new URLSearchParams(text)];
  const names = new Set(pairs.map(([name]) => name));
  if (names.size !== pairs.length || names.has("__proto__")) return undefined;
  return Object.fromEntries(pairs);
}

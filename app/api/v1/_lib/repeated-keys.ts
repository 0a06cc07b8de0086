/**
 * The paths of names that occur twice in one object of a JSON text, which must be valid. `JSON.parse` keeps the last
 * one in silence; another reader keeps the first, and both are sure of the amount.
 */
export function repeatedKeys(json: string): string[] {
  const repeated: string[] = [];
  const open: Level[] = [];
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    const level = open.at(-1);
    if (token === "{" || token === "[")
      open.push({ names: token === "{" ? new Set() : null, expectsName: token === "{", name: "" });
    else if (token === "}" || token === "]") open.pop();
    else if (!level) continue;
    else if (token === ",") level.expectsName = level.names !== null;
    else if (token === ":") level.expectsName = false;
    else if (level.expectsName) {
      level.name = JSON.parse(token) as string;
      if (level.names?.has(level.name)) repeated.push(pathOf(open));
      level.names?.add(level.name);
    }
  }
  return repeated;
}

/** One open object, or one open list (`names` is null). */
type Level = { readonly names: Set<string> | null; expectsName: boolean; name: string };

function pathOf(open: readonly Level[]): string {
  return open.flatMap((level) => (level.names ? [level.name] : [])).join(".");
}

/** The last part of the address, decoded once; null where it cannot be read or holds a NUL, which no ID has. */
export function lastSegment(request: Request): string | null {
  const encoded = new URL(request.url).pathname.replace(/\/+$/, "").split("/").at(-1) ?? "";
  try {
    const text = decodeURIComponent(encoded);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}

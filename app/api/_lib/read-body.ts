import { err, ok, type Result } from "#lib/domain/result.ts";

export type BodyError = "payload_too_large" | "request_timeout";

/** Reads the bytes of a request and stops at the cap or the deadline, so that no sender can hold memory or a socket (G13). */
export async function readBody(
  request: Request,
  { maxBytes, deadlineMs = 10_000 }: { readonly maxBytes: number; readonly deadlineMs?: number },
): Promise<Result<Buffer, BodyError>> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return err("payload_too_large");
  if (!request.body) return ok(Buffer.alloc(0));

  const reader = request.body.getReader();
  const late = Promise.withResolvers<"late">();
  const timer = setTimeout(() => late.resolve("late"), deadlineMs);
  try {
    return await collect(() => Promise.race([reader.read(), late.promise]), maxBytes);
  } finally {
    clearTimeout(timer);
    // What is still on its way is dropped; a sender that has gone is no concern of ours.
    void reader.cancel().catch(() => {});
  }
}

type Chunk = ReadableStreamReadResult<Uint8Array> | "late";

async function collect(next: () => Promise<Chunk>, maxBytes: number): Promise<Result<Buffer, BodyError>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (true) {
    const chunk = await next();
    if (chunk === "late") return err("request_timeout");
    if (chunk.done) return ok(Buffer.concat(chunks));
    length += chunk.value.byteLength;
    if (length > maxBytes) return err("payload_too_large");
    chunks.push(chunk.value);
  }
}

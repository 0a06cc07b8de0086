import { methodNotAllowed } from "#app/api/_lib/method-not-allowed.ts";
import { problemResponse } from "#lib/contracts/problem.ts";
import { maybeOperatorContext, services } from "#lib/server.ts";
import { liveHub } from "#lib/server-live.ts";
import type { LiveHub } from "#lib/services/live/live-hub.ts";

/** How many events may wait for a slow reader before its stream ends; the browser then comes back and reads anew. */
const WAITING_EVENTS = 100;

/** Hints to read again, as server-sent events. One per browser, shared by its tabs. */
export async function GET(request: Request): Promise<Response> {
  try {
    const context = await maybeOperatorContext({ isActivity: false });
    if (!context) return problemResponse({ code: "unauthorized" });
    const events = await eventStream(liveHub(), context.sessionId, request.signal);
    return events ? new Response(events.pipeThrough(new TextEncoderStream()), { headers: HEADERS }) : unavailable();
  } catch (error) {
    services().log.warn({ err: error }, "An event stream could not be opened");
    return unavailable();
  }
}

const HEADERS = {
  "content-type": "text/event-stream",
  // A reverse proxy that collects answers would hold the hints back.
  "x-accel-buffering": "no",
};

const others = methodNotAllowed("GET");

export { others as DELETE, others as PATCH, others as POST, others as PUT };

async function eventStream(hub: LiveHub, sessionId: string, gone: AbortSignal): Promise<ReadableStream<string> | null> {
  const { readable, writable } = new TransformStream<string, string>({}, {}, { highWaterMark: WAITING_EVENTS });
  const writer = writable.getWriter();
  // Fails when the browser is gone; there is nobody to tell.
  const ignore = () => {};
  const remove = await hub.add({
    sessionId,
    send(text) {
      writer.write(text).catch(ignore);
      return (writer.desiredSize ?? 0) > -WAITING_EVENTS;
    },
    end: () => void writer.close().catch(ignore),
  });
  if (!remove) return null;
  gone.addEventListener("abort", remove);
  writer.closed.catch(remove);
  writer.write(": listening\n\n").catch(ignore);
  return readable;
}

function unavailable(): Response {
  return problemResponse({ code: "unavailable" }, { "retry-after": "5" });
}

import type { Logger } from "pino";
import { type Listening, listenForHints } from "#lib/db/listen.ts";

/** One browser. What it is sent is a hint to read again, never the data. */
export type LiveStream = {
  readonly sessionId: string;
  /** Takes one event of the stream; false where the reader is so far behind that it has to begin anew. */
  readonly send: (text: string) => boolean;
  readonly end: () => void;
};

export type LiveHub = {
  /** Null where this process has as many streams as it may. What comes back takes the stream away. */
  readonly add: (stream: LiveStream) => Promise<(() => void) | null>;
  readonly streams: () => number;
  readonly close: () => void;
};

export type LiveHubOptions = {
  readonly databaseUrl: string;
  readonly log: Logger;
  readonly stillLive: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly maxStreams?: number;
  readonly checkEveryMs?: number;
  readonly heartbeatEveryMs?: number;
};

const HEARTBEAT = ": still here\n\n";

/**
 * Any number of event streams over one connection that listens: opened with the first stream, closed with the last;
 * no stream holds a connection of the pool (C08). Once a second all sessions are read in one question, and the
 * streams of those that ended are closed (K09). When the connection breaks all streams end: a browser that hears
 * nothing must know it, and it comes back by itself.
 */
export function createLiveHub(options: LiveHubOptions): LiveHub {
  const { maxStreams = 1_000, checkEveryMs = 1_000, heartbeatEveryMs = 15_000, log } = options;
  const streams = new Set<LiveStream>();
  let open: Connection | null = null;

  function connect(): Connection {
    const ready = Promise.withResolvers<void>();
    ready.promise.catch(() => {});
    const listening = listenForHints(options.databaseUrl, {
      onHint: (payload) => broadcast(hintEvent(payload)),
      onState: (state) => (state === "listening" ? ready.resolve() : lose(ready.reject)),
    });
    const timers = [setInterval(endStale, checkEveryMs), setInterval(() => broadcast(HEARTBEAT), heartbeatEveryMs)];
    return { ready: ready.promise, listening, timers };
  }

  function lose(reject: (error: Error) => void): void {
    reject(new Error("There is no database to listen to"));
    log.warn("The connection that listens was lost; the event streams end");
    endAll();
  }

  function broadcast(text: string): void {
    for (const stream of streams) if (!stream.send(text)) end(stream);
  }

  /** Where sessions cannot be read, nobody is shown anything. */
  async function endStale(): Promise<void> {
    const before = [...streams];
    const live = await options.stillLive(before.map((stream) => stream.sessionId)).catch(() => new Set<string>());
    for (const stream of before) if (!live.has(stream.sessionId)) end(stream);
  }

  function end(stream: LiveStream): void {
    if (!streams.delete(stream)) return;
    stream.end();
    if (streams.size === 0) hangUp();
  }

  function endAll(): void {
    for (const stream of [...streams]) end(stream);
  }

  function hangUp(): void {
    for (const timer of open?.timers ?? []) clearInterval(timer);
    void open?.listening.stop();
    open = null;
  }

  return {
    async add(stream) {
      if (streams.size >= maxStreams) return null;
      streams.add(stream);
      open ??= connect();
      await open.ready;
      return () => end(stream);
    },
    streams: () => streams.size,
    close: endAll,
  };
}

type Connection = {
  readonly ready: Promise<void>;
  readonly listening: Listening;
  readonly timers: readonly NodeJS.Timeout[];
};

/** The payload is one line of JSON (a LiveHint), written by our own triggers. */
function hintEvent(payload: string): string {
  return `data: ${payload.replace(/[\r\n]+/g, " ")}\n\n`;
}

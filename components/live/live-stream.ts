import type { LiveHint } from "#lib/contracts/live.ts";

/** `connecting`: not there yet, and nothing was lost. */
export type LiveStatus = "connecting" | "live" | "reconnecting" | "polling";

type Listener = {
  readonly onHint: (hint: LiveHint) => void;
  /** `isBack`: the stream is there again after a gap. */
  readonly onStatus: (status: LiveStatus, isBack: boolean) => void;
};

type Message = { readonly hint: LiveHint } | { readonly status: LiveStatus } | { readonly ask: true };

const NAME = "refund-desk-live";
const RETRY_MS = 5_000;
/** Tries after which the desk says openly that it only asks now and then. */
const TRIES_BEFORE_POLLING = 2;

/**
 * One event stream per browser: HTTP/1.1 allows six connections to a host, and ten open tabs must not take them
 * all. The tab that gets the lock holds the stream and tells the others; when it closes, the next one takes over.
 */
export function joinLiveStream(listener: Listener): () => void {
  const stop = new AbortController();
  const channel = new BroadcastChannel(NAME);
  let current: LiveStatus = "connecting";

  const hear = (status: LiveStatus) => {
    const isBack = status === "live" && current !== "live";
    current = status;
    listener.onStatus(status, isBack);
  };
  const tell = (message: Message) => channel.postMessage(message);
  let isHolder = false;

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if ("hint" in data) listener.onHint(data.hint);
    else if ("status" in data) hear(data.status);
    else if (isHolder) tell({ status: current });
  };
  tell({ ask: true });

  const hold = () => {
    isHolder = true;
    const announce = (status: LiveStatus) => {
      hear(status);
      tell({ status });
    };
    // What was said between the last holder's stream and this one nobody heard: every tab reads again once it is there.
    if (current === "live") announce("reconnecting");
    return holdStream(stop.signal, {
      onHint: (hint) => {
        listener.onHint(hint);
        tell({ hint });
      },
      onStatus: announce,
    });
  };
  // Browsers offer locks only where the page is secure (https or localhost); elsewhere each tab holds its own.
  if (navigator.locks) navigator.locks.request(NAME, { signal: stop.signal }, hold).catch(() => undefined);
  else void hold();

  return () => {
    stop.abort();
    channel.close();
  };
}

/** Reads the stream until the signal ends it; opens it again when it breaks. */
function holdStream(
  signal: AbortSignal,
  { onHint, onStatus }: { readonly onHint: (hint: LiveHint) => void; readonly onStatus: (status: LiveStatus) => void },
): Promise<void> {
  return new Promise((resolve) => {
    let failures = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let source: EventSource | undefined;

    const open = () => {
      source = new EventSource("/api/live");
      source.onopen = () => {
        failures = 0;
        onStatus("live");
      };
      source.onmessage = ({ data }) => onHint(JSON.parse(data) as LiveHint);
      source.onerror = () => {
        source?.close();
        failures += 1;
        onStatus(failures > TRIES_BEFORE_POLLING ? "polling" : "reconnecting");
        timer = setTimeout(open, Math.min(RETRY_MS * failures, 30_000));
      };
    };
    open();

    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      source?.close();
      resolve();
    });
  });
}

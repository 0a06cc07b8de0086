import type { Agenda } from "./agenda.ts";

export type Message = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Try = { readonly at: string; readonly status: number | null; readonly acknowledged: boolean };

export type Delivery = {
  readonly message: Message;
  /** Whether this answer is the one that the gateway waits for. */
  readonly isAcknowledged: (answer: { readonly status: number; readonly body: string }) => boolean;
  /** Milliseconds between a try without success and the next; as many tries as gaps, and one. */
  readonly gapsMs: readonly number[];
  /** How many tries were made before, by an emulator that was stopped meanwhile. */
  readonly triesBefore: number;
  /** `last`: nothing more will be tried. */
  readonly onTry: (result: Try, last: boolean) => void;
};

const TIMEOUT_MS = 20_000;

/** Sends a notification until it is acknowledged or the schedule ends. Resolves after the first try. */
export async function deliver(agenda: Agenda, delivery: Delivery): Promise<void> {
  const result = await attempt(delivery);
  const gapMs = result.acknowledged ? undefined : delivery.gapsMs[delivery.triesBefore];
  delivery.onTry(result, gapMs === undefined);
  if (gapMs === undefined) return;
  agenda.at(Date.now() + gapMs, () => deliver(agenda, { ...delivery, triesBefore: delivery.triesBefore + 1 }));
}

async function attempt({ message, isAcknowledged }: Delivery): Promise<Try> {
  const at = new Date().toISOString();
  try {
    const response = await fetch(message.url, {
      method: "POST",
      headers: { ...message.headers, connection: "close" },
      body: message.body,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = { status: response.status, body: await response.text() };
    return { at, status: answer.status, acknowledged: isAcknowledged(answer) };
  } catch {
    return { at, status: null, acknowledged: false };
  }
}

/** Wakes those who wait. A ring between looking and waiting is not lost: it is counted. */
export type Doorbell = {
  readonly ring: () => void;
  readonly heard: () => number;
  /** Returns at once when it rang since `heard`, else with the next ring or after the time. */
  readonly wait: (heard: number, limitMs: number) => Promise<void>;
};

export function createDoorbell(): Doorbell {
  let rings = 0;
  let waiting: (() => void)[] = [];
  return {
    ring: () => {
      rings += 1;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    heard: () => rings,
    wait: (heard, limitMs) =>
      new Promise((resolve) => {
        if (rings !== heard) return resolve();
        const wake = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting = waiting.filter((other) => other !== wake);
          resolve();
        }, limitMs);
        waiting.push(wake);
      }),
  };
}

/** Events that a run must have met at least once, or it has proved less than it says. */
export class Coverage {
  readonly #hits = new Map<string, number>();

  hit(event: string, times = 1): void {
    this.#hits.set(event, (this.#hits.get(event) ?? 0) + times);
  }

  add(others: Readonly<Record<string, number>>): void {
    for (const [event, times] of Object.entries(others)) this.hit(event, times);
  }

  get counts(): Record<string, number> {
    return Object.fromEntries([...this.#hits].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  missing(events: readonly string[]): string[] {
    return events.filter((event) => !this.#hits.has(event));
  }
}

export type Agenda = {
  /** Runs the work at that moment (milliseconds since 1970), at once where it has passed. */
  readonly at: (dueAt: number, work: () => void | Promise<void>) => void;
  /** Forgets everything that is still to come. */
  readonly clear: () => void;
};

/** What an emulator will do later. Work that fails is the emulator's own mistake and must be seen. */
export function createAgenda(): Agenda {
  const timers = new Set<NodeJS.Timeout>();
  return {
    at: (dueAt, work) => {
      const timer = setTimeout(
        async () => {
          timers.delete(timer);
          await work();
        },
        Math.max(0, dueAt - Date.now()),
      );
      timers.add(timer);
    },
    clear: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export type Journal<Event> = {
  readonly past: readonly Event[];
  /** Written before it returns: what a killed emulator knew, the next one knows. After the end nothing is. */
  readonly append: (event: Event) => void;
  readonly clear: () => void;
  readonly close: () => void;
};

/** An emulator's memory: one JSON line per event. A last line that a kill cut short is dropped. */
export function openJournal<Event>(file: string): Journal<Event> {
  mkdirSync(dirname(file), { recursive: true });
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const handle = openSync(file, "a");
  ftruncateSync(handle, Buffer.byteLength(whole));
  let isOpen = true;
  return {
    past: whole
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Event),
    append: (event) => {
      if (isOpen) writeSync(handle, `${JSON.stringify(event)}\n`);
    },
    clear: () => ftruncateSync(handle, 0),
    close: () => {
      isOpen = false;
      closeSync(handle);
    },
  };
}

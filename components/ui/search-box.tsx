"use client";

import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cx } from "./cx.ts";

const PAUSE_MS = 180;

type SearchBoxProps = {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
  /** The values of the address that stay when the form is sent without JavaScript. */
  readonly keep?: Readonly<Record<string, string | null>>;
  readonly className?: string;
};

/** Searches after a pause in typing; without JavaScript, by Enter. `/` puts the cursor here. */
export function SearchBox({ label, placeholder, value, onSearch, keep = {}, className }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  // The address changed by other means (back, "show all"): the box follows it, but never fights who types.
  if (value !== seen) {
    setSeen(value);
    if (value !== sent) setText(value);
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const search = (next: string) => {
    clearTimeout(timer.current);
    timer.current = undefined;
    setSent(next.trim());
    onSearch(next.trim());
  };
  return (
    <search className={cx("relative", className)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search(text);
        }}
      >
        <Search
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-faint"
          aria-hidden="true"
        />
        <input
          type="search"
          name="q"
          aria-label={label}
          placeholder={placeholder}
          value={text}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          onChange={(event) => {
            setText(event.target.value);
            clearTimeout(timer.current);
            timer.current = setTimeout(search, PAUSE_MS, event.target.value);
          }}
          // Who leaves the box goes on to something else; a search that came later would take them back from there.
          onBlur={() => timer.current !== undefined && search(text)}
          className="h-9 w-full text-ellipsis rounded border border-line-strong bg-surface pr-9 pl-9 text-base placeholder:text-ink-faint hover:border-ink-faint focus-visible:-outline-offset-1 max-sm:h-11 max-sm:text-lg"
        />
        <span
          className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 rounded-sm border px-1.5 font-sans text-2xs text-ink-faint max-lg:hidden"
          aria-hidden="true"
        >
          /
        </span>
        {Object.entries(keep).map(
          ([name, kept]) => kept && <input key={name} type="hidden" name={name} value={kept} />,
        )}
      </form>
    </search>
  );
}

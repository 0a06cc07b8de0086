import type { ReactNode } from "react";

/** Each series has a colour and a pattern of its own, so that they are told apart without colours too. */
type Look = { readonly colour: string; readonly marks: ReactNode };

const LOOKS: readonly [Look, ...Look[]] = [
  { colour: "text-blue", marks: null },
  {
    colour: "text-violet",
    marks: <path d="M-2 10 10 -2M2 14 14 2" className="stroke-surface" strokeWidth="2.5" />,
  },
  { colour: "text-amber", marks: <circle cx="4" cy="4" r="1.7" className="fill-surface" /> },
  { colour: "text-green", marks: <path d="M0 4H8" className="stroke-surface" strokeWidth="2" /> },
  { colour: "text-orange", marks: <path d="M4 0V8" className="stroke-surface" strokeWidth="2" /> },
];

/** To be drawn once in each picture; `seriesFill` names them. */
export function SeriesPatterns({ id, count }: { readonly id: string; readonly count: number }) {
  return (
    <defs>
      {Array.from({ length: count }, (_, index) => `${id}-${index}`).map((name, index) => (
        <pattern
          key={name}
          id={name}
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          className={lookOf(index).colour}
        >
          <rect width="8" height="8" fill="currentColor" />
          {lookOf(index).marks}
        </pattern>
      ))}
    </defs>
  );
}

export function seriesFill(id: string, index: number): string {
  return `url(#${id}-${index})`;
}

/** Names beside the patterns. */
export function Legend({ id, names }: { readonly id: string; readonly names: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {names.map((name, index) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg width="14" height="14" aria-hidden="true" className="rounded-sm">
            <rect width="14" height="14" fill={seriesFill(id, index)} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

function lookOf(index: number): Look {
  return LOOKS[index % LOOKS.length] ?? LOOKS[0];
}

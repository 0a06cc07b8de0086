import { Section } from "#components/ui/card.tsx";
import { cx } from "#components/ui/cx.ts";

// Whole names, because Tailwind finds classes by reading them.
const GROUNDS = {
  paper: "bg-paper",
  surface: "bg-surface",
  sunken: "bg-sunken",
  hover: "bg-hover",
  line: "bg-line",
  "line-strong": "bg-line-strong",
} as const;
const TONES = {
  accent: "bg-accent-wash text-accent",
  violet: "bg-violet-wash text-violet",
  amber: "bg-amber-wash text-amber",
  grey: "bg-grey-wash text-grey",
  blue: "bg-blue-wash text-blue",
  orange: "bg-orange-wash text-orange",
  red: "bg-red-wash text-red",
  green: "bg-green-wash text-green",
} as const;

/** The tokens of app/globals.css. A tone never carries a meaning alone: a word or a sign stands with it. */
export function Colours() {
  return (
    <Section id="colours" title="Colours">
      <div className="grid gap-3">
        <Swatches of={GROUNDS} />
        <Swatches of={TONES} />
      </div>
    </Section>
  );
}

function Swatches({ of }: { readonly of: Readonly<Record<string, string>> }) {
  return (
    <ul className="grid grid-cols-2 gap-2 sm:grid-cols-4 lg:grid-cols-8">
      {Object.entries(of).map(([name, look]) => (
        <li key={name} className={cx("rounded border px-3 py-4 font-medium text-xs", look)}>
          {name}
        </li>
      ))}
    </ul>
  );
}

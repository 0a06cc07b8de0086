import { ArrowDownUp } from "lucide-react";
import { Select } from "./input.tsx";

type SortSelectProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onSort: (value: string) => void;
};

/** In which order a list stands; the chosen one is always in sight. */
export function SortSelect({ label, value, options, onSort }: SortSelectProps) {
  return (
    <div className="no-print relative min-w-0">
      <ArrowDownUp
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-3.5 text-ink-soft"
        aria-hidden="true"
      />
      <Select
        isSmall
        aria-label={label}
        value={value}
        onChange={({ currentTarget }) => onSort(currentTarget.value)}
        className="pl-8 font-medium"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </div>
  );
}

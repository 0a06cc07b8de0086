import { SeriesPatterns, seriesFill } from "./series-look.tsx";

type ShareBarProps = {
  /** Unique on the page. */
  readonly id: string;
  /** One value per series, in their order. */
  readonly values: readonly number[];
  /** What the full width stands for. */
  readonly of: number;
};

const HEIGHT = 10;

/** A bar of one line, for a cell of a table: the words beside it say the same, so it is silent. */
export function ShareBar({ id, values, of }: ShareBarProps) {
  const share = (value: number) => (of > 0 ? Math.round((value / of) * 100_000) / 1_000 : 0);
  const before = (index: number) => values.slice(0, index).reduce((sum, value) => sum + share(value), 0);
  return (
    <svg width="100%" height={HEIGHT} aria-hidden="true" className="block min-w-12 rounded-sm bg-sunken">
      <SeriesPatterns id={id} count={values.length} />
      {values.map((value, index) => (
        <rect
          key={seriesFill(id, index)}
          x={`${before(index)}%`}
          width={`${share(value)}%`}
          height={HEIGHT}
          fill={seriesFill(id, index)}
        />
      ))}
    </svg>
  );
}

import { Legend, SeriesPatterns, seriesFill } from "./series-look.tsx";

export type StackedDay = {
  readonly day: string;
  /** What a pointer reads over the day. */
  readonly title: string;
  /** One value per series; only their relation is drawn. */
  readonly values: readonly number[];
};

type StackedDaysProps = {
  /** Unique on the page. */
  readonly id: string;
  readonly label: string;
  readonly series: readonly string[];
  readonly days: readonly StackedDay[];
  /** The words at the highest line, and under the first and the last day. */
  readonly top: string;
  readonly ends: readonly [first: string, last: string];
};

const HEIGHT = 168;

/**
 * Bars over days, stacked by series. Widths are percentages and heights pixels, so that bars, patterns and words keep
 * their shape at any width. What it shows stands in a table beside it; the picture itself is one image with a name.
 */
export function StackedDays({ id, label, series, days, top, ends }: StackedDaysProps) {
  const highest = Math.max(...days.map(({ values }) => total(values)), 0);
  const step = 100 / Math.max(days.length, 1);
  const gap = Math.min(step * 0.25, 0.6);
  return (
    <figure className="grid gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <Legend id={id} names={series} />
        <span className="figures text-ink-soft text-xs">{top}</span>
      </div>
      <svg role="img" aria-label={label} width="100%" height={HEIGHT} className="block overflow-visible">
        <SeriesPatterns id={id} count={series.length} />
        {[0, HEIGHT / 2, HEIGHT].map((y) => (
          <line
            key={y}
            x1="0"
            x2="100%"
            y1={y}
            y2={y}
            className="stroke-line"
            strokeDasharray={y === HEIGHT ? undefined : "2 4"}
          />
        ))}
        {days.map(({ day, title, values }, index) => (
          <g key={day}>
            {stack(values, highest).map(({ y, height, at }) => (
              <rect
                key={series[at]}
                x={percent(index * step + gap / 2)}
                width={percent(step - gap)}
                y={y}
                height={height}
                fill={seriesFill(id, at)}
              />
            ))}
            <rect
              x={percent(index * step)}
              width={percent(step)}
              y="0"
              height={HEIGHT}
              className="fill-transparent hover:fill-accent hover:opacity-10"
            >
              <title>{title}</title>
            </rect>
          </g>
        ))}
      </svg>
      <div className="figures flex justify-between text-ink-soft text-xs" aria-hidden="true">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
    </figure>
  );
}

type Piece = { readonly at: number; readonly y: number; readonly height: number };

/** From the ground up; a pixel of air between two pieces. */
function stack(values: readonly number[], highest: number): Piece[] {
  let below = 0;
  return values.flatMap((value, at) => {
    if (value <= 0 || highest <= 0) return [];
    const height = Math.max((value / highest) * HEIGHT, 1);
    below += height;
    return [{ at, y: round(HEIGHT - below), height: round(Math.max(height - 1, 1)) }];
  });
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function percent(value: number): string {
  return `${round(value)}%`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

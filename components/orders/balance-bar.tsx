import type { Tone } from "#components/ui/chip.tsx";
import type { BalanceDto } from "#lib/contracts/order.ts";
import { BALANCE_TERMS, wholeOf } from "./balance-terms.ts";

const FILL: Readonly<Record<Tone, string>> = {
  violet: "fill-violet",
  amber: "fill-amber",
  grey: "fill-grey",
  blue: "fill-blue",
  orange: "fill-orange",
  red: "fill-red",
  green: "fill-green",
  accent: "fill-accent",
};

/** The payment as one bar: what is gone, what is under way, and, hollow, what is left. A drawing: the figures stand beside it. */
export function BalanceBar({ balance }: { readonly balance: BalanceDto }) {
  const paid = wholeOf(balance.paid);
  let from = 0;
  const pieces = BALANCE_TERMS.map(({ name, tone }) => {
    const width = paid > 0n ? Number((wholeOf(balance[name]) * 10_000n) / paid) / 100 : 0;
    const piece = { name, tone, from, width };
    from += width;
    return piece;
  }).filter((piece) => piece.width > 0);

  return (
    <svg className="h-2.5 w-full overflow-hidden rounded-full" aria-hidden="true" preserveAspectRatio="none">
      <rect width="100%" height="100%" className="fill-accent-wash" />
      {pieces.map((piece) => (
        <g key={piece.name}>
          <rect
            x={`${piece.from}%`}
            width={`${Math.max(piece.width, 0.75)}%`}
            height="100%"
            className={FILL[piece.tone]}
          />
          <rect x={`${Math.max(piece.from + piece.width, 0.75)}%`} width="2" height="100%" className="fill-surface" />
        </g>
      ))}
    </svg>
  );
}

import { StateChip } from "#components/refunds/state-chip.tsx";
import { STATE_LOOK } from "#components/refunds/state-look.ts";
import { Fact, Facts, Section } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Money } from "#components/ui/money.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RefundState } from "#lib/domain/refund-state.ts";

const SIZES = ["text-3xl", "text-2xl", "text-xl", "text-lg", "text-base", "text-sm", "text-xs", "text-2xs"];
const STATES = Object.keys(STATE_LOOK) as readonly RefundState[];

/** Type, the states of a refund, money, times and IDs. */
export function Words() {
  return (
    <Section id="words" title="Words">
      <div className="grid gap-5 lg:grid-cols-2">
        <div className="grid gap-1.5">
          {SIZES.map((size) => (
            <p key={size} className={size}>
              {size} · Hoàn tiền 退款 1.320.000 ₫
            </p>
          ))}
        </div>
        <div className="grid content-start gap-4">
          <div className="flex flex-wrap gap-1.5">
            {STATES.map((state) => (
              <StateChip key={state} state={state} />
            ))}
          </div>
          <Facts>
            <Fact name="Money">
              <Money amount="1320000" currency="VND" /> · <Money amount="12.50" currency="HKD" /> ·{" "}
              <Money amount="-4.000" currency="KWD" /> · <Money amount="0" currency="JPY" quietZero />
            </Fact>
            <Fact name="Time">
              <Time iso="2026-02-28T23:59:59Z" />
            </Fact>
            <Fact name="ID">
              <Copyable value="R01JD5M8F3T9QZ7X0V2C4B6N8K2F" /> <Copyable short value="01931b1e-77a2-7c34-8a3f" />
            </Fact>
          </Facts>
        </div>
      </div>
    </Section>
  );
}

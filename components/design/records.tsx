import { StateChip } from "#components/refunds/state-chip.tsx";
import { Section } from "#components/ui/card.tsx";
import { ShareBar } from "#components/ui/charts/share-bar.tsx";
import { StackedDays } from "#components/ui/charts/stacked-days.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Money } from "#components/ui/money.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Tabs } from "#components/ui/tabs.tsx";

const DAYS = [3, 5, 2, 8, 6, 0, 4].map((value, index) => ({
  day: `2026-02-0${index + 1}`,
  title: `${value} and ${7 - index}`,
  values: [value, 7 - index],
}));

/** Records in rows, what stands where there are none or not yet, and figures as pictures. */
export function Records() {
  return (
    <>
      <Section id="rows" title="Rows" flush>
        <Tabs
          label="Lists"
          tabs={[
            { href: "/design", label: "Waiting", isCurrent: true, count: 2 },
            { href: "/design#rows", label: "Decided", isCurrent: false },
          ]}
        />
        <Table isPlain>
          <thead>
            <tr>
              <Th>Order</Th>
              <Th>State</Th>
              <Th numeric>Amount</Th>
              <Th>Share</Th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <Td>SO-1042</Td>
              <Td>
                <StateChip state="unknown" />
              </Td>
              <Td numeric>
                <Money amount="250000" currency="VND" />
              </Td>
              <Td>
                <ShareBar id="share" values={[3, 1]} of={5} />
              </Td>
            </tr>
            <tr>
              <Td>
                <Skeleton className="w-20" />
              </Td>
              <Td>
                <Skeleton className="w-24" />
              </Td>
              <Td numeric>
                <Skeleton className="ml-auto w-16" />
              </Td>
              <Td />
            </tr>
          </tbody>
        </Table>
      </Section>
      <div className="grid gap-5 lg:grid-cols-[2fr_1fr_1fr]">
        <Section id="days" title="Days">
          <StackedDays
            id="stacked"
            label="Refunds per day"
            series={["NeoX", "easylink"]}
            days={DAYS}
            top="12"
            ends={["1 Feb", "7 Feb"]}
          />
        </Section>
        <Section id="none" title="Nothing there">
          <EmptyState title="No refund waits for you">What is asked for appears here by itself.</EmptyState>
        </Section>
        <Section id="code" title="Code">
          <QrCode text="https://example.test/pay/SO-1042" label="A payment link" />
        </Section>
      </div>
    </>
  );
}

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useState } from "react";
import { moneyText } from "#components/ui/money-text.ts";
import { Panel } from "#components/ui/panel.tsx";
import type { Permission } from "#lib/domain/permissions.ts";
import { searchable } from "#lib/domain/text.ts";
import { PaletteGroup, PaletteItem } from "./palette-item.tsx";
import { type Destination, useDestinations } from "./use-destinations.ts";
import { useFound } from "./use-found.ts";

type PaletteProps = { readonly permissions: readonly Permission[]; readonly onClose: () => void };

/** Any ID, any page, any button of this page: one field. */
export function Palette({ permissions, onClose }: PaletteProps) {
  const t = useTranslations("palette");
  const router = useRouter();
  const [text, setText] = useState("");
  const wanted = text.trim();
  const { found, isLooking, isLost } = useFound(wanted);
  const { places, buttons } = useDestinations(permissions);
  const may = (permission: Permission) => permissions.includes(permission);

  const go = (href: string) => {
    onClose();
    router.push(href);
  };
  const orderHref = (orderId: string) =>
    may("orders.list") ? `/orders/${encodeURIComponent(orderId)}` : `/support?q=${encodeURIComponent(orderId)}`;
  const first = found?.refunds[0]
    ? `/refunds/${found.refunds[0].id}`
    : found?.orders[0] && orderHref(found.orders[0].orderId);
  const goWhenFound = useGoWhenFound({ wanted, isLooking, first, go });
  const fits = (one: Destination) => searchable(one.label).includes(searchable(wanted));
  const [only] = found?.orders.length === 1 ? found.orders : [];

  return (
    <Panel title={t("title")} place="middle" isTitleHidden onClose={onClose}>
      <Command label={t("title")} shouldFilter={false} loop onKeyDown={goWhenFound}>
        <div className="flex items-center gap-3 border-b px-4">
          <Search className="size-4 shrink-0 text-ink-faint" aria-hidden="true" />
          <Command.Input
            value={text}
            onValueChange={setText}
            placeholder={t("hint")}
            maxLength={200}
            className="h-13 w-full bg-transparent text-lg outline-none placeholder:text-ink-faint"
          />
        </div>
        <Command.List className="scroll-slim max-h-[min(26rem,60vh)] overflow-y-auto p-2">
          {wanted !== "" && (
            <p className="px-3 pt-1 pb-2 text-ink-soft text-xs" aria-live="polite">
              {sayOf({ isLooking, isLost, says: found?.says, isEmpty: !first, t })}
            </p>
          )}
          <PaletteGroup heading={t("found")}>
            {found?.refunds.map((refund) => (
              <PaletteItem
                key={refund.id}
                value={refund.id}
                onSelect={() => go(`/refunds/${refund.id}`)}
                state={refund.state}
              >
                {t("refund", { reference: refund.reference })} · {moneyText(refund.amount, refund.currency)}
              </PaletteItem>
            ))}
            {found?.orders.map(({ orderId, customerName }) => (
              <PaletteItem
                key={orderId}
                value={`order ${orderId}`}
                hint={customerName}
                onSelect={() => go(orderHref(orderId))}
              >
                {t("order", { orderId })}
              </PaletteItem>
            ))}
            {only && may("refunds.request") && (
              <PaletteItem value="refund-of" onSelect={() => go(`/orders/${encodeURIComponent(only.orderId)}/refund`)}>
                {t("refundOf", only)}
              </PaletteItem>
            )}
          </PaletteGroup>
          <PaletteGroup heading={t("onThisPage")}>
            {buttons.filter(fits).map(({ key, label, press }) => (
              <PaletteItem
                key={key}
                value={`button ${key}`}
                onSelect={() => {
                  onClose();
                  press();
                }}
              >
                {label}
              </PaletteItem>
            ))}
          </PaletteGroup>
          <PaletteGroup heading={t("places")}>
            {places.filter(fits).map(({ key, label }) => (
              <PaletteItem key={key} value={key} onSelect={() => go(key)}>
                {label}
              </PaletteItem>
            ))}
            {wanted !== "" && may("orders.list") && (
              <PaletteItem value="search" onSelect={() => go(`/orders?q=${encodeURIComponent(wanted)}`)}>
                {t("searchOrders", { text: wanted })}
              </PaletteItem>
            )}
          </PaletteGroup>
        </Command.List>
      </Command>
    </Panel>
  );
}

type Saying = {
  readonly isLooking: boolean;
  readonly isLost: boolean;
  readonly isEmpty: boolean;
  readonly says: string | undefined;
  readonly t: ReturnType<typeof useTranslations<"palette">>;
};

function sayOf({ isLooking, isLost, isEmpty, says, t }: Saying): string {
  if (isLooking) return t("searching");
  if (isLost) return t("lost");
  return [says, isEmpty && t("nothing")].filter(Boolean).join(" ");
}

type Eager = {
  readonly wanted: string;
  readonly isLooking: boolean;
  readonly first: string | undefined;
  readonly go: (href: string) => void;
};

/** Who pastes an ID and presses Enter at once means what it names, not the first line that happens to stand there. */
function useGoWhenFound({ wanted, isLooking, first, go }: Eager) {
  const [eagerFor, setEagerFor] = useState<string | null>(null);
  useEffect(() => {
    if (eagerFor === null || isLooking) return;
    setEagerFor(null);
    if (first && eagerFor === wanted) go(first);
  });
  return (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !isLooking || event.nativeEvent.isComposing) return;
    event.preventDefault();
    setEagerFor(wanted);
  };
}

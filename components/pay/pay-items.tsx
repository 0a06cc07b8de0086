"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { moneyText } from "#components/ui/money-text.ts";

type Item = { readonly key: number; readonly id: string; readonly text: string; readonly price: string };

type PayItemsProps = {
  /** The order's lines, as a beginning. */
  readonly offered: readonly { readonly description: string; readonly price: string }[];
  readonly currency: string;
  readonly amount: string;
  readonly error: string | null;
};

const MOST = 20;

/** What the payer sees the amount made of: nothing at all, or items whose prices sum to it. */
export function PayItems({ offered, currency, amount, error }: PayItemsProps) {
  const t = useTranslations("payLink");
  const [items, setItems] = useState<readonly Item[]>([]);
  const [nextKey, setNextKey] = useState(1);
  const add = (more: readonly Omit<Item, "key">[]) => {
    setItems([...items, ...more.map((item, index) => ({ ...item, key: nextKey + index }))]);
    setNextKey(nextKey + more.length);
  };
  const change = (key: number, patch: Partial<Item>) =>
    setItems(items.map((item) => (item.key === key ? { ...item, ...patch } : item)));
  const blank = () => ({ id: `ITEM-${nextKey}`, text: "", price: "" });
  return (
    <fieldset id="field-items" className="grid gap-2">
      <legend className="mb-1 font-medium text-sm">{t("items")}</legend>
      {items.map((item, index) => (
        <div key={item.key} className="grid grid-cols-[8rem_minmax(0,1fr)_9rem_auto] gap-2 max-sm:grid-cols-2">
          <Input
            name="itemId[]"
            aria-label={t("itemId", { number: index + 1 })}
            value={item.id}
            onChange={(event) => change(item.key, { id: event.target.value })}
          />
          <Input
            name="itemText[]"
            aria-label={t("itemText", { number: index + 1 })}
            value={item.text}
            onChange={(event) => change(item.key, { text: event.target.value })}
          />
          <Input
            name="itemPrice[]"
            aria-label={t("itemPrice", { number: index + 1 })}
            inputMode="decimal"
            className="figures"
            value={item.price}
            onChange={(event) => change(item.key, { price: event.target.value })}
          />
          <Button
            look="quiet"
            aria-label={t("itemRemove", { number: index + 1 })}
            onClick={() => setItems(items.filter(({ key }) => key !== item.key))}
            icon={<Trash2 className="size-4" aria-hidden="true" />}
          />
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          size="sm"
          disabled={items.length >= MOST}
          onClick={() => add([blank()])}
          icon={<Plus className="size-3.5" aria-hidden="true" />}
        >
          {t("itemAdd")}
        </Button>
        {items.length === 0 && offered.length > 0 && (
          <Button
            size="sm"
            onClick={() =>
              add(
                offered.map(({ description, price }, index) => ({ id: `LINE-${index + 1}`, text: description, price })),
              )
            }
          >
            {t("itemsFromOrder")}
          </Button>
        )}
      </div>
      <p className="text-ink-soft text-xs">{t("itemsHint", { amount: moneyText(amount, currency) })}</p>
      {error && <p className="font-medium text-red text-sm">{error}</p>}
    </fieldset>
  );
}

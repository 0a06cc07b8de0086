import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Bank } from "#lib/domain/banks.ts";

const MOST_SHOWN = 8;
type FindBanks = (text: string) => readonly Bank[];

/** Finds a bank by any part of its name, with or without accents. The list is loaded when the field is first used. */
export function BankField({
  chosen,
  onChoose,
}: {
  /** By other means than this field: its name is shown as if it had been chosen here. */
  readonly chosen: string;
  readonly onChoose: (bank: Bank) => void;
}) {
  const t = useTranslations("refundForm");
  const [text, setText] = useState(chosen);
  const [find, setFind] = useState<FindBanks | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const found = isOpen && find ? find(text).slice(0, MOST_SHOWN) : [];

  const open = () => {
    setOpen(true);
    setAt(0);
    if (!find)
      void import("#lib/domain/banks.ts").then(({ findBanks }) => setFind(() => (wanted: string) => findBanks(wanted)));
  };
  const choose = (bank: Bank) => {
    setText(bank.shortName);
    setOpen(false);
    onChoose(bank);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const bank = found[at];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) open();
      else
        setAt((now) =>
          Math.min(Math.max(now + (event.key === "ArrowDown" ? 1 : -1), 0), Math.max(found.length - 1, 0)),
        );
    } else if (event.key === "Enter" && bank) {
      event.preventDefault();
      choose(bank);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      setOpen(false);
    }
  };

  return (
    <Field name="" id="field-bank" label={t("bank")} hint={t("bankHint")}>
      {({ name: _unposted, ...control }) => (
        <div className="relative">
          <Input
            {...control}
            role="combobox"
            aria-expanded={found.length > 0}
            aria-controls="banks"
            aria-autocomplete="list"
            aria-activedescendant={found[at] ? `bank-${at}` : undefined}
            autoComplete="off"
            value={text}
            onFocus={open}
            onBlur={() => setOpen(false)}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setText(event.target.value);
              open();
            }}
          />
          <div
            id="banks"
            role="listbox"
            aria-label={t("suggestions")}
            className={cx(
              "absolute left-0 z-20 w-[min(24rem,80vw)] min-w-full mt-1 max-h-72 overflow-y-auto rounded bg-surface py-1 shadow-pop",
              found.length === 0 && "hidden",
            )}
          >
            {found.map((bank, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox holds the keyboard, as its pattern demands.
              <div
                key={bank.bin}
                id={`bank-${index}`}
                role="option"
                aria-selected={index === at}
                tabIndex={-1}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(bank)}
                onMouseEnter={() => setAt(index)}
                className={cx(
                  "flex cursor-pointer items-baseline justify-between gap-3 px-3 py-1.5 text-sm max-sm:py-2.5",
                  index === at && "bg-hover",
                )}
              >
                <span className="min-w-0 truncate">
                  <span className="font-medium">{bank.shortName}</span>{" "}
                  <span className="text-ink-faint text-xs">{bank.name}</span>
                </span>
                <span className="font-mono text-ink-soft text-xs">{bank.swiftCode}</span>
              </div>
            ))}
          </div>
        </div>
      )}
    </Field>
  );
}

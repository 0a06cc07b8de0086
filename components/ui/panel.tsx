import "./style-nonce.ts";
import { Dialog as Parts } from "radix-ui";
import { type ReactNode, useState } from "react";
import { cx } from "./cx.ts";

type PanelProps = {
  readonly title: string;
  /** Where it stands: over the page, or beside its list. */
  readonly place: "middle" | "side";
  readonly isTitleHidden?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Something to look at and leave again by Escape. Load it when it is asked for: it is not small. */
export function Panel({ title, place, isTitleHidden = false, onClose, children }: PanelProps) {
  const [opener] = useState(() => document.activeElement);
  return (
    <Parts.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Parts.Portal>
        <Parts.Overlay
          className={cx("no-print fixed inset-0 z-40", place === "middle" ? "bg-scrim" : "bg-transparent")}
        />
        <Parts.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
          className={cx(
            "no-print fixed z-50 overflow-y-auto bg-surface shadow-pop outline-none max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[88dvh] max-sm:rounded-t-lg",
            place === "middle"
              ? "sm:top-[12vh] sm:left-1/2 sm:max-h-[76vh] sm:w-[36rem] sm:-translate-x-1/2 sm:rounded-lg"
              : "sm:inset-y-0 sm:right-0 sm:w-[26rem] sm:border-l",
          )}
        >
          <Parts.Title className={isTitleHidden ? "sr-only" : "px-5 pt-4 pb-2 font-semibold text-lg"}>
            {title}
          </Parts.Title>
          {children}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}

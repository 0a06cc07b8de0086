"use client";

import "./style-nonce.ts";
import { Dialog as Parts } from "radix-ui";
import { type ReactNode, useState } from "react";

type DialogProps = {
  readonly title: string;
  readonly description?: ReactNode;
  readonly isOpen: boolean;
  /** While true neither Escape nor a press outside closes: the answer is on its way. */
  readonly isLocked?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A question that must be answered first. Load it when it is needed (`next/dynamic`): it is not small. */
export function Dialog({ title, description, isOpen, isLocked = false, onClose, children }: DialogProps) {
  const hold = (event: Event) => {
    if (isLocked) event.preventDefault();
  };
  // Radix gives the focus back to a trigger of its own only; here the button that opened the question is outside.
  const [opener] = useState(() => (typeof document === "undefined" ? null : document.activeElement));
  return (
    <Parts.Root open={isOpen} onOpenChange={(open) => !open && !isLocked && onClose()}>
      <Parts.Portal>
        <Parts.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Parts.Content
          onEscapeKeyDown={hold}
          onPointerDownOutside={hold}
          onCloseAutoFocus={() => opener instanceof HTMLElement && opener.focus()}
          {...(description ? {} : { "aria-describedby": undefined })}
          className="fixed inset-x-0 bottom-0 z-50 grid max-h-[92dvh] gap-4 overflow-y-auto rounded-t-lg bg-surface p-5 shadow-pop sm:inset-x-auto sm:top-[18vh] sm:bottom-auto sm:left-1/2 sm:w-[27rem] sm:-translate-x-1/2 sm:rounded-lg"
        >
          <div className="grid gap-1.5">
            <Parts.Title className="font-semibold text-lg">{title}</Parts.Title>
            {description && <Parts.Description className="text-ink-soft text-sm">{description}</Parts.Description>}
          </div>
          {children}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}

export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-row-reverse flex-wrap gap-2 pt-1 max-sm:grid">{children}</div>;
}

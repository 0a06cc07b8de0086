import { Command } from "cmdk";
import { Children, type ReactNode } from "react";
import { StateChip } from "#components/refunds/state-chip.tsx";
import type { RefundState } from "#lib/domain/refund-state.ts";

export function PaletteGroup({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  if (Children.toArray(children).length === 0) return null;
  return (
    <Command.Group
      heading={heading}
      className="[&>[cmdk-group-heading]]:px-3 [&>[cmdk-group-heading]]:pt-2 [&>[cmdk-group-heading]]:pb-1 [&>[cmdk-group-heading]]:text-2xs [&>[cmdk-group-heading]]:text-ink-faint"
    >
      {children}
    </Command.Group>
  );
}

type PaletteItemProps = {
  readonly value: string;
  readonly hint?: string;
  readonly state?: RefundState;
  readonly onSelect: () => void;
  readonly children: ReactNode;
};

export function PaletteItem({ value, hint, state, onSelect, children }: PaletteItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center justify-between gap-3 rounded px-3 py-1.5 text-sm data-[selected=true]:bg-accent-wash data-[selected=true]:text-accent max-sm:min-h-11"
    >
      <span className="min-w-0 break-words">{children}</span>
      {hint && <span className="truncate text-ink-faint text-xs">{hint}</span>}
      {state && <StateChip state={state} />}
    </Command.Item>
  );
}

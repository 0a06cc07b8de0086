"use client";

import { Bookmark } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import type { SavedViewList, SaveViewInput } from "#lib/contracts/saved-views.ts";
import type { ActionResult } from "#lib/contracts/views.ts";

export type ViewActions = {
  readonly save: (input: SaveViewInput) => Promise<ActionResult>;
  readonly remove: (input: { readonly viewId: string }) => Promise<ActionResult>;
};

const Menu = dynamic(() => import("./views-menu.tsx").then((module) => module.ViewsMenu), { ssr: false });

/** Searches of this list under a name, one's own and those that others share. Read when they are asked for. */
export function SavedViews(props: {
  readonly list: SavedViewList;
  readonly search: string;
  readonly actions: ViewActions;
}) {
  const t = useTranslations("views");
  const [isOpen, setOpen] = useState(false);
  const details = useRef<HTMLDetailsElement>(null);
  // Pressed before the page listened, it is open already, and nobody was told.
  useEffect(() => setOpen(details.current?.open ?? false), []);
  return (
    <details ref={details} className="no-print relative" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={buttonClass({ size: "sm" })}>
        <Bookmark className="size-3.5" aria-hidden="true" />
        <span className="max-sm:sr-only">{t("title")}</span>
      </summary>
      {isOpen && <Menu {...props} />}
    </details>
  );
}

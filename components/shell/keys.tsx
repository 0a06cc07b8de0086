"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Opened } from "#components/keyboard/overlay.tsx";
import type { Permission } from "#lib/domain/permissions.ts";
import { takeEarlyKeys } from "./early-keys.tsx";
import { chooseRow, copyLink, isTyping, neighbour, press, rowUnderCursor, submitForm, walk } from "./key-presses.ts";
import { NAV_ITEMS } from "./nav-items.ts";

const Overlay = dynamic(() => import("#components/keyboard/overlay.tsx").then((module) => module.Overlay), {
  ssr: false,
});

/** How long a `G` waits for its second key. */
const PAIR_MS = 1_000;

type KeysProps = {
  readonly permissions: readonly Permission[];
  /** Keys of one letter can be switched off (WCAG 2.1.4); those with Ctrl or ⌘ stay. */
  readonly isOn: boolean;
};

/** The desk by keyboard; `?` lists it. No key moves money: what it opens still asks to confirm. */
export function Keys({ permissions, isOn }: KeysProps) {
  const t = useTranslations("common");
  const router = useRouter();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [said, setSaid] = useState("");

  useEffect(() => {
    let goUntil = 0;
    const go = (href: string | undefined) => {
      if (href) router.push(href);
      return href !== undefined;
    };
    const single = (event: KeyboardEvent): boolean => {
      const key = event.key.toLowerCase();
      const isPair = event.timeStamp < goUntil;
      goUntil = key === "g" ? event.timeStamp + PAIR_MS : 0;
      if (isPair) return go(placeOf(key, permissions));
      switch (key) {
        case "?":
          setOpened({ kind: "keys" });
          return true;
        case "j":
        case "k":
          return walk(key === "j" ? 1 : -1);
        case "[":
        case "]":
          return go(neighbour(key === "]" ? 1 : -1));
        case "c":
          if (event.shiftKey) void copyLink().then(() => setSaid(t("copied")));
          else return press("button[data-copy]");
          return true;
        case " ":
          return peek(setOpened);
        case "o":
          return openInNewTab();
        case "x":
          return chooseRow(event.shiftKey);
        case "r":
          return press('a[data-hotkey="r"]') || (mayRequest(permissions) && go(refundOfRow()));
        case "/":
          return press("input[type=search]");
        default:
          return press(`button[data-hotkey="${CSS.escape(key)}"]`);
      }
    };
    const obey = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      if ((event.metaKey || event.ctrlKey) && !event.altKey) {
        if (event.key.toLowerCase() === "k") setOpened({ kind: "palette" });
        else if (event.key !== "Enter" || !submitForm(event.target)) return;
      } else if (!isOn || event.altKey || event.metaKey || isTyping(event.target) || !single(event)) return;
      event.preventDefault();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.defaultPrevented) obey(event);
    };
    takeEarlyKeys().forEach(obey);
    addEventListener("keydown", onKeyDown);
    document.documentElement.dataset.listens = "";
    return () => removeEventListener("keydown", onKeyDown);
  }, [router, permissions, isOn, t]);

  return (
    <>
      <span aria-live="polite" className="sr-only">
        {said}
      </span>
      {opened && <Overlay opened={opened} permissions={permissions} isOn={isOn} onClose={() => setOpened(null)} />}
    </>
  );
}

function placeOf(key: string, permissions: readonly Permission[]): string | undefined {
  return NAV_ITEMS.find((item) => item.key === key && item.needs.some((one) => permissions.includes(one)))?.href;
}

function mayRequest(permissions: readonly Permission[]): boolean {
  return permissions.includes("refunds.request");
}

function refundOfRow(): string | undefined {
  const row = rowUnderCursor();
  return row?.dataset.rowLink === "order" ? `${row.pathname}/refund` : undefined;
}

function peek(open: (opened: Opened) => void): boolean {
  const row = rowUnderCursor();
  const record = row?.dataset.rowLink;
  if (record !== "order" && record !== "refund") return false;
  open({ kind: "peek", record, href: row?.pathname ?? "" });
  return true;
}

function openInNewTab(): boolean {
  const row = rowUnderCursor();
  if (row) window.open(row.href, "_blank", "noopener");
  return row !== null;
}

"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Tabs } from "#components/ui/tabs.tsx";
import type { Permission } from "#lib/domain/permissions.ts";
import { SETTINGS_PLACES } from "./settings-places.ts";

export function SettingsNav({ permissions }: { readonly permissions: readonly Permission[] }) {
  const t = useTranslations("people");
  const path = usePathname();
  const places = SETTINGS_PLACES.filter((place) => permissions.includes(place.needs));
  const tabs = places.map(({ href, name }) => ({
    href,
    label: t(`place.${name}`),
    isCurrent: path === href || path.startsWith(`${href}/`),
  }));
  // On a phone the tabs are wider than the screen: the current one must be among those that show.
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (path) box.current?.querySelector("[aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [path]);
  if (tabs.length === 0) return null;
  return (
    <div ref={box}>
      <Tabs label={t("places")} tabs={tabs} />
    </div>
  );
}

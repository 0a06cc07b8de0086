"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
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
  return <Tabs label={t("places")} tabs={tabs} />;
}

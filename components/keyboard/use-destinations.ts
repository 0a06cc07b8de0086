import { useTranslations } from "next-intl";
import { useState } from "react";
import { SETTINGS_PLACES } from "#components/people/settings-places.ts";
import { NAV_ITEMS } from "#components/shell/nav-items.ts";
import type { Permission } from "#lib/domain/permissions.ts";

export type Destination = { readonly key: string; readonly label: string };
type PageButton = Destination & { readonly press: () => void };

/** Where this person may go, and what this page lets them do now: the same buttons, so the same rights. */
export function useDestinations(permissions: readonly Permission[]): {
  readonly places: readonly Destination[];
  readonly buttons: readonly PageButton[];
} {
  const t = useTranslations("palette");
  const shell = useTranslations("shell");
  const [buttons] = useState(buttonsOfPage);
  const places = NAV_ITEMS.filter(({ needs }) => needs.some((one) => permissions.includes(one)));
  const settings = SETTINGS_PLACES.filter(isOnlyThere).filter(({ needs }) => permissions.includes(needs));
  return {
    places: [
      ...places.map(({ href, name }) => ({ key: href, label: shell(`nav.${name}`) })),
      ...settings.map(({ href, name }) => ({ key: href, label: t("settings", { place: t(`place.${name}`) }) })),
      { key: "/notices", label: shell("notices.title") },
      { key: "/profile", label: shell("profile") },
    ],
    buttons,
  };
}

type SettingsPlace = (typeof SETTINGS_PLACES)[number];

/** Some settings are places of the desk, too, and stand among those. */
function isOnlyThere(place: SettingsPlace): place is Exclude<SettingsPlace, { href: NavHref }> {
  return NAV_ITEMS.every(({ href }) => href !== place.href);
}
type NavHref = (typeof NAV_ITEMS)[number]["href"];

function buttonsOfPage(): PageButton[] {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("button[data-hotkey]:not(:disabled)")];
  return buttons
    .filter((button) => button.checkVisibility())
    .map((button, index) => ({
      key: String(index),
      label: button.getAttribute("aria-label") ?? button.textContent?.trim() ?? "",
      press: () => button.click(),
    }));
}

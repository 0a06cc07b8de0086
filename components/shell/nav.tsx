"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import type { Permission } from "#lib/domain/permissions.ts";
import { NAV_ITEMS } from "./nav-items.ts";

type NavProps = { readonly permissions: readonly Permission[] };

export function SideNav({ permissions }: NavProps) {
  const t = useTranslations("shell");
  const items = useItems(permissions);
  return (
    <nav aria-label={t("nav.label")} className="hidden lg:grid lg:gap-0.5">
      {items.map(({ href, name, icon: Icon, isCurrent }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={isCurrent ? "page" : undefined}
          className={cx(
            "flex h-9 items-center gap-2.5 rounded px-2.5 font-medium text-sm",
            isCurrent ? "bg-accent-wash text-accent" : "text-ink-soft hover:bg-hover hover:text-ink",
          )}
        >
          <Icon className="size-4" aria-hidden="true" />
          {t(`nav.${name}`)}
        </Link>
      ))}
    </nav>
  );
}

/** The same places within the thumb’s reach, but for those that are only looked at now and then. */
export function BottomNav({ permissions }: NavProps) {
  const t = useTranslations("shell");
  const items = useItems(permissions).filter((item) => !("isWide" in item));
  return (
    <nav
      aria-label={t("nav.label")}
      className="no-print fixed inset-x-0 bottom-0 z-30 flex border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {items.map(({ href, name, icon: Icon, isCurrent }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={isCurrent ? "page" : undefined}
          className={cx(
            "flex h-14 min-w-0 flex-1 flex-col items-center gap-0.5 pt-1.5 text-center font-medium text-2xs leading-3",
            isCurrent ? "text-accent" : "text-ink-soft",
          )}
        >
          <Icon className="size-5 shrink-0" aria-hidden="true" />
          <span className="line-clamp-2 max-w-full px-0.5">{t(`nav.${name}`)}</span>
        </Link>
      ))}
    </nav>
  );
}

/** What has no room within the thumb's reach. */
export function MenuNav({ permissions }: NavProps) {
  const t = useTranslations("shell");
  return useItems(permissions)
    .filter((item) => "isWide" in item)
    .map(({ href, name }) => (
      <Link
        key={href}
        href={href}
        prefetch={false}
        className="rounded px-2 py-1.5 font-medium text-sm hover:bg-hover lg:hidden"
      >
        {t(`nav.${name}`)}
      </Link>
    ));
}

function useItems(permissions: readonly Permission[]) {
  const path = usePathname();
  return NAV_ITEMS.filter((item) => item.needs.some((one) => permissions.includes(one))).map((item) => ({
    ...item,
    isCurrent: path === item.href || path.startsWith(`${item.href}/`),
  }));
}

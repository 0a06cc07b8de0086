import { ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Density, Theme } from "#lib/i18n.ts";
import { MenuNav } from "./nav.tsx";
import { DensitySwitch, LanguageSwitch, ThemeSwitch } from "./preferences.tsx";
import type { ShellPerson } from "./shell.tsx";

/** Who is signed in, and what is theirs to set. A `<details>`, so that it opens without JavaScript. */
export function UserMenu({
  person,
  theme,
  density,
  signOut,
}: {
  readonly person: ShellPerson;
  readonly theme: Theme;
  readonly density: Density;
  readonly signOut: ReactNode;
}) {
  const t = useTranslations("shell");
  return (
    <details className="group relative" name="user-menu">
      <summary className="flex h-11 list-none items-center gap-2.5 rounded px-2 hover:bg-hover">
        <span
          aria-hidden="true"
          className="grid size-7 shrink-0 place-items-center rounded-full bg-grey-wash font-semibold text-ink-soft text-xs"
        >
          {initials(person.name)}
        </span>
        <span className="hidden min-w-0 flex-1 text-left lg:grid">
          <span className="truncate font-medium text-sm leading-tight">{person.name}</span>
          <span className="truncate text-ink-faint text-xs leading-tight">{person.role}</span>
        </span>
        <span className="sr-only lg:hidden">{person.name}</span>
        <ChevronsUpDown className="hidden size-3.5 text-ink-faint lg:block" aria-hidden="true" />
      </summary>
      <div className="scroll-slim absolute right-0 z-40 mt-1 grid max-h-[calc(100dvh-8rem)] w-64 gap-3 overflow-y-auto rounded-lg bg-surface p-3 shadow-pop lg:right-auto lg:bottom-full lg:left-0 lg:mb-1 lg:max-h-[calc(100dvh-4rem)]">
        <p className="grid lg:hidden">
          <span className="truncate font-medium text-sm">{person.name}</span>
          <span className="text-ink-faint text-xs">{person.role}</span>
        </p>
        <ThemeSwitch theme={theme} />
        <DensitySwitch density={density} />
        <LanguageSwitch />
        <div className="grid gap-0.5 border-t pt-2">
          <MenuNav permissions={person.permissions} />
          <Link href="/profile" prefetch={false} className="rounded px-2 py-1.5 font-medium text-sm hover:bg-hover">
            {t("profile")}
          </Link>
          {signOut}
        </div>
      </div>
    </details>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words.at(0), words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "")
    .join("");
}

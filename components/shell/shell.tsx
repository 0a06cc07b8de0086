import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Permission } from "#lib/domain/permissions.ts";
import type { Density, Theme } from "#lib/i18n.ts";
import { BottomNav, SideNav } from "./nav.tsx";
import { UserMenu } from "./user-menu.tsx";
import { Wordmark } from "./wordmark.tsx";

export type ShellPerson = { readonly name: string; readonly role: string; readonly permissions: readonly Permission[] };

type ShellProps = {
  readonly person: ShellPerson;
  readonly theme: Theme;
  readonly density: Density;
  /** The button that signs out, made by whoever owns the session. */
  readonly signOut: ReactNode;
  /** Whether the page follows by itself. */
  readonly status: ReactNode;
  /** Sentences about the whole desk: sending is paused, no worker is alive. */
  readonly banner: ReactNode;
  readonly children: ReactNode;
};

/** The frame of every signed-in page: a rail on wide screens, a top and a bottom bar on narrow ones. */
export function Shell({ person, theme, density, signOut, status, banner, children }: ShellProps) {
  const t = useTranslations("shell");
  const menu = <UserMenu person={person} theme={theme} density={density} signOut={signOut} />;
  return (
    <div className="min-h-dvh lg:grid print:block lg:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded bg-ink px-3 py-2 text-paper focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("skip")}
      </a>

      <header className="no-print sticky top-0 z-30 flex h-13 items-center justify-between gap-3 border-b bg-paper px-4 lg:h-dvh lg:flex-col lg:items-stretch lg:justify-start lg:gap-0 lg:border-r lg:border-b-0 lg:p-3">
        <Wordmark />
        <SideNav permissions={person.permissions} />
        <div className="flex items-center gap-1 lg:mt-auto lg:flex-col lg:items-stretch">
          {status}
          {menu}
        </div>
      </header>

      <div className="flex min-w-0 flex-col">
        {banner}
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[90rem] px-4 pt-5 pb-28 outline-none sm:px-6 lg:px-8 lg:pt-7 lg:pb-16"
        >
          {children}
        </main>
      </div>
      <BottomNav permissions={person.permissions} />
    </div>
  );
}

import { cookies, headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { BrokenBanner } from "#components/live/broken-banner.tsx";
import { FrozenBanner } from "#components/live/frozen-banner.tsx";
import { LiveChip } from "#components/live/live-chip.tsx";
import { LiveProvider } from "#components/live/live-provider.tsx";
import { PausedBanner } from "#components/live/paused-banner.tsx";
import { StoppedBanner } from "#components/live/stopped-banner.tsx";
import { WorkerBanner } from "#components/live/worker-banner.tsx";
import { Bell } from "#components/notices/bell.tsx";
import { SignOutForm } from "#components/people/sign-out-form.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { EarlyKeys } from "#components/shell/early-keys.tsx";
import { Keys } from "#components/shell/keys.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { ZoneChip } from "#components/shell/zone-chip.tsx";
import { permissionsOf } from "#lib/domain/permissions.ts";
import { PREFERENCE_COOKIES, THEMES } from "#lib/i18n.ts";
import { operatorContext } from "#lib/server.ts";

export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  const [{ operator }, t, jar, { nonce }] = await Promise.all([
    operatorContext(),
    getTranslations("shell"),
    cookies(),
    headers().then((sent) => ({ nonce: sent.get("x-nonce") ?? undefined })),
  ]);
  const theme = THEMES.find((one) => one === jar.get(PREFERENCE_COOKIES.theme)?.value) ?? "system";
  const density = jar.get(PREFERENCE_COOKIES.density)?.value === "comfortable" ? "comfortable" : "dense";
  const person = { name: operator.name, role: t(`role.${operator.role}`), permissions: permissionsOf(operator.role) };
  return (
    <ClientMessages>
      <EarlyKeys nonce={nonce} />
      <LiveProvider>
        <Shell
          person={person}
          theme={theme}
          density={density}
          signOut={<SignOutForm />}
          status={
            <>
              <Bell />
              <ZoneChip own={operator.zone} />
              <LiveChip />
            </>
          }
          banner={<Banners />}
        >
          {children}
        </Shell>
        <Keys permissions={person.permissions} isOn={jar.get(PREFERENCE_COOKIES.keys)?.value !== "off"} />
      </LiveProvider>
    </ClientMessages>
  );
}

function Banners() {
  return (
    <>
      <BrokenBanner />
      <WorkerBanner />
      <FrozenBanner />
      <PausedBanner />
      <StoppedBanner />
    </>
  );
}

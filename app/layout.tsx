import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { PREFERENCE_COOKIES } from "#lib/i18n.ts";

export const metadata: Metadata = {
  title: { default: "Refund Desk", template: "%s · Refund Desk" },
  description: "The back office in which a merchant gives money back.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const [locale, jar, asked] = await Promise.all([getLocale(), cookies(), headers()]);
  if (process.env.NODE_ENV === "production" && !asked.has("content-security-policy"))
    throw new Error("Start the web app by `npm run start:web`, which sets the headers that keep its pages safe.");
  const theme = jar.get(PREFERENCE_COOKIES.theme)?.value;
  return (
    <html
      lang={locale}
      className="font-sans"
      data-theme={theme === "light" || theme === "dark" ? theme : "system"}
      data-density={jar.get(PREFERENCE_COOKIES.density)?.value === "comfortable" ? "comfortable" : "dense"}
    >
      <body>{children}</body>
    </html>
  );
}

import { type Messages, NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

type Namespace = keyof Messages;

/** What every client component may use; a page adds its own, so that no page carries the words of all others. */
const COMMON: readonly Namespace[] = ["common", "shell", "state"];

export async function ClientMessages({
  of = [],
  children,
}: {
  readonly of?: readonly Namespace[];
  readonly children: ReactNode;
}) {
  const all = await getMessages();
  const chosen = Object.fromEntries([...COMMON, ...of].map((name) => [name, all[name]]));
  return <NextIntlClientProvider messages={chosen as Partial<typeof all>}>{children}</NextIntlClientProvider>;
}

"use client";

import { useRouter } from "next/navigation";
import { Pager } from "#components/ui/pager.tsx";
import { searchWith } from "#components/ui/search-string.ts";

type AuditPagesProps = { readonly search: string; readonly newer: string | null; readonly older: string | null };

export function AuditPages({ search, newer, older }: AuditPagesProps) {
  const router = useRouter();
  const to = (cursor: string | null) => cursor && `/settings/audit?${searchWith(search, { cursor })}`;
  return <Pager newer={to(newer)} older={to(older)} onGo={(href) => router.push(href)} />;
}

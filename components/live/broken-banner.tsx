"use client";

import { CircleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Banner } from "./banner.tsx";
import { useDeskStatus } from "./use-desk-status.ts";

/** Says on every page that something does not hold which must. */
export function BrokenBanner() {
  const t = useTranslations("shell.broken");
  const { data } = useDeskStatus();
  if (!data || data.broken.length === 0) return null;
  const title = t("title", { count: data.broken.length, names: data.broken.join(", ") });
  return (
    <Banner role="alert" tone="red" icon={CircleAlert} title={title}>
      {t("text")}{" "}
      <Link href="/proof" className="underline underline-offset-2">
        {t("more")}
      </Link>
    </Banner>
  );
}

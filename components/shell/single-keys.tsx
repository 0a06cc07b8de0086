"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { remember } from "#components/ui/remember.ts";
import { PREFERENCE_COOKIES } from "#lib/i18n.ts";

/** Switches the keys of one letter off, for whom they get in the way. */
export function SingleKeys({ isOn }: { readonly isOn: boolean }) {
  const t = useTranslations("people.profile");
  const router = useRouter();
  const [isChecked, setChecked] = useState(isOn);
  return (
    <label className="grid grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-1">
      <input
        type="checkbox"
        checked={isChecked}
        aria-describedby="single-keys-hint"
        onChange={(event) => {
          setChecked(event.target.checked);
          remember(PREFERENCE_COOKIES.keys, event.target.checked ? "on" : "off");
          router.refresh();
        }}
        className="size-4 translate-y-0.5 accent-accent"
      />
      <span className="font-medium text-sm">{t("singleKeys")}</span>
      <span id="single-keys-hint" className="col-start-2 text-ink-soft text-xs">
        {t("singleKeysHint")}
      </span>
    </label>
  );
}

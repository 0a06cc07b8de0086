"use client";

import { Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "./button.tsx";

export function PrintButton() {
  const t = useTranslations("common");
  return (
    <Button onClick={() => window.print()} icon={<Printer className="size-4" aria-hidden="true" />}>
      {t("print")}
    </Button>
  );
}

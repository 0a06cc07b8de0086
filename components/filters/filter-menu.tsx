import { ListFilter } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import type { FilterForm as Form } from "./filter-form.tsx";

const FilterForm = dynamic(() => import("./filter-form.tsx").then((module) => module.FilterForm), { ssr: false });

/** What the list can be narrowed by beside its search and the states. Loaded when it is opened. */
export function FilterMenu(props: Omit<Parameters<typeof Form>[0], "onDone">) {
  const t = useTranslations("filters");
  const menu = useRef<HTMLDetailsElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    menu.current?.removeAttribute("open");
    menu.current?.querySelector("summary")?.focus();
  };
  return (
    <details
      ref={menu}
      data-filters=""
      className="no-print relative"
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <summary className={buttonClass({ size: "sm" })}>
        <ListFilter className="size-3.5" aria-hidden="true" />
        <span className="max-sm:sr-only">{t("open")}</span>
      </summary>
      {isOpen && <FilterForm {...props} onDone={close} />}
    </details>
  );
}

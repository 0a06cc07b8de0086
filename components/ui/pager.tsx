import { useTranslations } from "next-intl";
import { buttonClass } from "./button.tsx";

type PagerProps = {
  readonly newer: string | null;
  readonly older: string | null;
  readonly onGo: (href: string) => void;
  /** The newest stand first. In a list that is sorted otherwise the next page is not the older one. */
  readonly isByAge?: boolean;
};

/** Newer and older by cursor: links that work without JavaScript, and do not load a page where there is some. */
export function Pager({ newer, older, onGo, isByAge = true }: PagerProps) {
  const t = useTranslations("common");
  const step = (href: string | null, label: string) =>
    href !== null && (
      <a
        href={href}
        className={buttonClass({ size: "sm" })}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onGo(href);
        }}
      >
        {label}
      </a>
    );
  if (newer === null && older === null) return null;
  return (
    <nav aria-label={t("pages")} className="flex gap-2">
      {step(newer, t(isByAge ? "newer" : "previousPage"))}
      {step(older, t(isByAge ? "older" : "nextPage"))}
    </nav>
  );
}

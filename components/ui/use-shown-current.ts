import { type RefObject, useEffect, useRef } from "react";

/** On a phone a row of links is wider than the screen: the current one must be among those that show. */
export function useShownCurrent(current: string | undefined): RefObject<HTMLElement | null> {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = current && nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (link && nav.current)
      nav.current.scrollLeft = link.offsetLeft - (nav.current.clientWidth - link.offsetWidth) / 2;
  }, [current]);
  return nav;
}

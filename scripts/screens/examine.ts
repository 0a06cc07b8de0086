import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export type Finding = { readonly rule: string; readonly where: readonly string[] };

/** WCAG 2.2 AA as far as a machine can tell, or one rule of it. */
export async function findBarriers(page: Page, only?: string): Promise<Finding[]> {
  const size = page.viewportSize();
  // As tall as the page, so that what is fixed to the screen's edge covers nothing that one can scroll away from it.
  const height = await page.evaluate(() => document.documentElement.scrollHeight + 100);
  if (size) await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
  // There are no frames on our pages, for whose sake axe would open another page each time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await (only ? axe.withRules([only]) : axe.withTags(WCAG_22_AA)).analyze();
  if (size) await page.setViewportSize(size);
  return violations.map(({ id, nodes }) => ({
    rule: id,
    where: nodes.map((node) => `${node.html} ${node.failureSummary ?? ""}`),
  }));
}

/** By how many points the page is wider than its screen. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/**
 * What cannot be got at, though one may scroll: a control that lies beside the page, or under something fixed when it
 * is brought into sight.
 */
export function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // What is open over the page hides it until it is closed.
    const within = document.querySelector("[role=dialog], details[open] > .shadow-pop") ?? document.body;
    const controls = [...within.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary")];
    const lost = controls.filter((control) => {
      if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
      if (control.closest(".sr-only, [hidden], [inert]") || control.matches("[type=hidden], [type=file]")) return false;
      control.scrollIntoView({ block: "center", inline: "center" });
      const { left, top, width, height } = control.getBoundingClientRect();
      const seen = document.elementFromPoint(left + width / 2, top + height / 2);
      if (seen?.closest("[role=listbox]")) return false;
      return !seen || !(control.contains(seen) || seen.contains(control) || seen.closest("label")?.contains(control));
    });
    return lost.map((control) => control.outerHTML.slice(0, 200));
  });
}

import type { Page } from "@playwright/test";
import { openBrowser } from "../browser.ts";
import type { Desk } from "../desk.ts";
import type { Figure } from "../figures.ts";
import { percentiles } from "../measure.ts";
import type { Part } from "../part.ts";
import { sampleOrders } from "../samples.ts";

const TIMES = 30;

/**
 * What a hand waits for, in a real browser: from the event of the click to the first picture that holds its answer.
 * Asked, answered and drawn; one clock, that of the page.
 */
export const clicks: Part = {
  name: "clicks",
  title: "From click to picture",
  async run(bench) {
    const desk = await bench.desk();
    const web = await bench.web();
    const orders = await refundableOrders(desk);
    const browser = await openBrowser(desk, web);
    try {
      const page = await browser.context.newPage();
      const [first = Number.NaN, ...drawers] = await openDrawers(page, web.origin, orders);
      const pages = await turnPages(page, web.origin);
      const drawer = percentiles(drawers);
      const turned = percentiles(pages);
      const figures: Figure[] = [
        {
          ...{ name: "clicks: refund drawer opens, p95", unit: "ms", value: drawer.p95, target: { atMost: 100 } },
          more: { p50: drawer.p50, "first ever": first },
        },
        {
          ...{ name: "clicks: list page changes, median", unit: "ms", value: turned.p50, target: { atMost: 150 } },
          more: { p95: turned.p95 },
        },
      ];
      return { figures };
    } finally {
      await browser.close();
    }
  },
};

/** The first is that of a browser which never saw the form. */
async function openDrawers(page: Page, origin: string, orders: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const orderId of orders) {
    await page.goto(`${origin}/orders/${orderId}`);
    await ready(page);
    times.push(await fromClick(page, "[data-hotkey=r]", { selector: "#field-amount" }));
  }
  return times;
}

async function turnPages(page: Page, origin: string): Promise<number[]> {
  await page.goto(`${origin}/orders`);
  await ready(page);
  const times: number[] = [];
  for (let turn = 0; turn < TIMES; turn++) {
    // The last of the pager's links is the way to what is older.
    times.push(await fromClick(page, "footer nav a:last-child", { selector: "tbody tr", changed: "aria-label" }));
    await isIdle(page);
  }
  return times;
}

async function ready(page: Page): Promise<void> {
  await page.locator("html[data-listens]").waitFor({ state: "attached" });
  await isIdle(page);
}

/** A person looks before the hand presses; by then a page has done what it does by itself. */
async function isIdle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}

type Answer = {
  readonly selector: string;
  /** Where the element was there before: the attribute in which the new one differs. */
  readonly changed?: string;
};

/** Milliseconds from the click on the first to the end of the frame that shows the answer. */
async function fromClick(page: Page, pressed: string, answer: Answer): Promise<number> {
  const seen = page.evaluate(
    ({ selector, changed }) =>
      new Promise<number>((resolve, reject) => {
        const read = () => {
          const element = document.querySelector(selector);
          return element && (changed ? element.getAttribute(changed) : "here");
        };
        const before = read();
        let began = Number.NaN;
        addEventListener("click", ({ timeStamp }) => (began = timeStamp), { capture: true, once: true });
        const observer = new MutationObserver(() => {
          const now = read();
          if (now === null || now === before) return;
          observer.disconnect();
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - began);
          // A message sent from within a frame arrives after that frame was drawn.
          requestAnimationFrame(() => port2.postMessage(null));
        });
        observer.observe(document.body, { childList: true, subtree: true, attributes: true });
        setTimeout(() => reject(new Error(`No answer at ${selector}`)), 20_000);
      }),
    answer,
  );
  await page.locator(pressed).first().click();
  return seen;
}

/** Of card payments, whose form asks for nothing but the amount and the reason; nothing was given back of them yet. */
async function refundableOrders({ staff }: Desk): Promise<readonly string[]> {
  const names = (await sampleOrders(staff.prisma)).map(({ orderId }) => orderId);
  const rows = await staff.prisma.order.findMany({
    where: {
      orderId: { in: names },
      payments: { every: { status: "succeeded", method: "CC", reservedMinor: 0, refundedMinor: 0 } },
    },
    select: { orderId: true },
    take: TIMES + 1,
  });
  return rows.map(({ orderId }) => orderId);
}

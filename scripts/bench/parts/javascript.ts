import { gzipSync } from "node:zlib";
import type { BrowserContext, Response } from "@playwright/test";
import { openBrowser } from "../browser.ts";
import type { Figure } from "../figures.ts";
import type { Part } from "../part.ts";
import { sampleOrders } from "../samples.ts";

const EMPTY = "javascript: empty page";
const MOST_OVER_EMPTY = { target: { atMost: 75 } };

/** What a browser loads of scripts, gzipped, until the page has been quiet for a while; and how much of it is ours. */
export const javascript: Part = {
  name: "javascript",
  title: "JavaScript",
  async run(bench) {
    const desk = await bench.desk();
    const web = await bench.web();
    const [order] = await sampleOrders(desk.staff.prisma, 1);
    const browser = await openBrowser(desk, web);
    try {
      const load = (path: string) => scriptsOf(browser.context, `${web.origin}${path}`);
      const empty = await load("/floor/empty");
      const figures: Figure[] = [{ name: EMPTY, unit: "kB", value: empty.kb, more: { files: empty.files } }];
      for (const path of ["/orders", `/orders/${order?.orderId}`, "/refunds"]) {
        const { kb, files } = await load(path);
        const name = `javascript: ${path.replace(/DH-\d+/, "{orderId}")} over an empty page`;
        figures.push({
          name,
          unit: "kB",
          value: kb - empty.kb,
          more: { whole: kb, files },
          ...(path === "/refunds" ? {} : MOST_OVER_EMPTY),
        });
      }
      return { figures };
    } finally {
      await browser.close();
    }
  },
};

const QUIET_MS = 2_000;

async function scriptsOf(context: BrowserContext, url: string): Promise<{ kb: number; files: number }> {
  const page = await context.newPage();
  const scripts = new Map<string, Response>();
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.set(response.url(), response);
  });
  const answer = await page.goto(url, { waitUntil: "load" });
  if (answer?.status() !== 200 || page.url() !== url)
    throw new Error(`${url} answered ${answer?.status()} at ${page.url()}`);
  // What is loaded a moment later counts, too.
  await page.waitForTimeout(QUIET_MS);
  const sizes = await Promise.all([...scripts.values()].map(async (script) => gzipSync(await script.body()).length));
  await page.close();
  return { kb: sizes.reduce((sum, size) => sum + size, 0) / 1_000, files: sizes.length };
}

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../command.ts";
import { StartError } from "../../processes.ts";
import { tailOf } from "../../start/child.ts";
import { chromiumHere } from "../browser.ts";
import type { Desk } from "../desk.ts";
import type { Figure, Say } from "../figures.ts";
import { httpClient } from "../http-client.ts";
import type { Part } from "../part.ts";
import { sampleOrders } from "../samples.ts";
import { signedIn, type Web } from "../web.ts";

/**
 * Brought by npm when this part runs, and no dependency of ours: it comes with a hundred packages, which every first
 * start would install and every audit would count, for a command that is run a few times a year. Pinned, because its
 * scores mean something only within one version. A newer one: change this line.
 */
const LIGHTHOUSE = "lighthouse@13.5.0";

const RUNS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;

/** Google Lighthouse with its desktop settings: the median of three visits for each page and category. */
export const lighthouse: Part = {
  name: "lighthouse",
  title: `Lighthouse (${LIGHTHOUSE}, desktop)`,
  // npm's registry must be in reach.
  onlyByName: true,
  async run(bench) {
    const desk = await bench.desk();
    const web = await bench.web();
    const cookie = await signedIn(desk, web);
    const headers = { cookie: `${cookie.name}=${cookie.value}` };
    const [order] = await sampleOrders(desk.staff.prisma, 1);
    const visit = { desk, web, say: bench.say };
    return {
      figures: [
        ...(await judge({ ...visit, name: "sign-in", path: "/sign-in", headers: {} })),
        ...(await judge({ ...visit, name: "/orders", path: "/orders", headers })),
        ...(await judge({ ...visit, name: "/orders/{orderId}", path: `/orders/${order?.orderId}`, headers })),
      ],
    };
  },
};

type Visit = {
  readonly desk: Desk;
  readonly web: Web;
  readonly say: Say;
  readonly name: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
};

type Category = (typeof CATEGORIES)[number];

/** The part of a report that is read here. */
type Report = {
  readonly requestedUrl: string;
  readonly finalDisplayedUrl: string;
  readonly categories: Readonly<
    Record<Category, { readonly score: number | null; readonly auditRefs: readonly AuditRef[] }>
  >;
  readonly audits: Readonly<Record<string, Audit>>;
};
type AuditRef = { readonly id: string; readonly weight: number };
type Audit = {
  readonly title: string;
  readonly score: number | null;
  readonly displayValue?: string;
  readonly numericValue?: number;
};

async function judge(visit: Visit): Promise<Figure[]> {
  const { web, path, headers, name, say } = visit;
  // The first answer of a process loads the page's code, which no visitor after it waits for.
  const client = httpClient(web.origin, headers);
  await client.get(path).finally(client.close);
  const reports: Report[] = [];
  for (let run = 0; run < RUNS; run++) reports.push(await report(visit));
  return CATEGORIES.map((category) => {
    const sorted = reports.toSorted((one, other) => points(one, category) - points(other, category));
    const middle = sorted[Math.floor(RUNS / 2)] ?? sorted[0];
    if (!middle) throw new Error("Lighthouse was not run.");
    for (const line of complaints(middle, category)) say(`  ${name}, ${category}: ${line}`);
    return {
      ...{ name: `lighthouse: ${name}, ${category}`, unit: "points", value: points(middle, category) },
      more: category === "performance" ? timesOf(middle) : {},
      target: { atLeast: 95 },
    };
  });
}

function points(of: Report, category: Category): number {
  return Math.round((of.categories[category].score ?? 0) * 100);
}

function timesOf({ audits }: Report): Record<string, number> {
  const ms = (id: string) => Math.round(audits[id]?.numericValue ?? Number.NaN);
  return { LCP: ms("largest-contentful-paint"), TBT: ms("total-blocking-time") };
}

/** What costs points. */
function complaints({ categories, audits }: Report, category: Category): string[] {
  return categories[category].auditRefs.flatMap(({ id, weight }) => {
    const audit = audits[id];
    if (!audit || weight === 0 || audit.score === null || audit.score >= 0.9) return [];
    return [`${audit.title} (${id}) ${audit.displayValue ?? ""}`.trim()];
  });
}

async function report({ desk, web, path, headers }: Visit): Promise<Report> {
  const folder = join(desk.dataDir.path, "lighthouse");
  const answer = join(folder, "report.json");
  const sent = join(folder, "headers.json");
  const log = join(folder, "lighthouse.log");
  const { executablePath, args } = chromiumHere();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(sent, JSON.stringify(headers), { mode: 0o600 });
  rmSync(answer, { force: true });
  const { status } = await runCommand(
    [
      ...[npm(), "exec", "--yes", `--package=${LIGHTHOUSE}`, "--", "lighthouse", `${web.origin}${path}`],
      ...["--preset=desktop", "--output=json", `--output-path=${answer}`, `--only-categories=${CATEGORIES.join(",")}`],
      ...[`--extra-headers=${sent}`, `--chrome-flags=${["--headless=new", ...args].join(" ")}`],
      ...["--quiet", "--no-enable-error-reporting"],
    ],
    { env: { ...process.env, CHROME_PATH: executablePath }, output: { log } },
  );
  rmSync(sent, { force: true });
  if (status !== 0) throw new StartError(`Lighthouse did not judge ${path}; the end of ${log}:\n${tailOf(log)}`);
  const read = JSON.parse(readFileSync(answer, "utf8")) as Report;
  if (read.finalDisplayedUrl !== read.requestedUrl) throw new StartError(`${path} led to ${read.finalDisplayedUrl}.`);
  return read;
}

function npm(): string {
  const script = process.env.npm_execpath;
  if (!script) throw new StartError("Run this part by npm: npm run bench -- lighthouse");
  return script;
}

import { DASHBOARD_DAYS } from "#lib/contracts/dashboard.ts";
import { readDashboard } from "#lib/services/reports/read-dashboard.ts";
import { type Figure, waiting } from "../figures.ts";
import { alone } from "../measure.ts";
import type { Part } from "../part.ts";

/** All figures of the dashboard, summed up anew each time. */
export const dashboard: Part = {
  name: "dashboard",
  title: "Dashboard",
  async run(bench) {
    const { staff } = await bench.desk();
    const figures: Figure[] = [];
    for (const days of DASHBOARD_DAYS) {
      const times = await alone(() => readDashboard(staff, { days }), { calls: 30, warmUp: 5 });
      figures.push(waiting(`dashboard: service, ${days} days`, times, { target: { atMost: 300 } }));
    }
    return { figures };
  },
};

import { runSeed, type SeedResult } from "./run-seed.ts";

/** The same seed with as little to do as still fails: fewer refunds first, then fewer faults. */
export async function shrink(failure: SeedResult): Promise<{ readonly result: SeedResult; readonly options: string }> {
  for (const refunds of [1, 2, 3, 5, 8, 13, 21, 34]) {
    for (const faultRate of [0, 0.1, undefined]) {
      const limits = { refunds, ...(faultRate === undefined ? {} : { faultRate }) };
      const result = await runSeed(failure.seed, { limits });
      const options = [`--refunds ${refunds}`, faultRate === undefined ? "" : `--fault-rate ${faultRate}`];
      if (result.violations.length > 0) return { result, options: options.join(" ").trim() };
    }
  }
  return { result: failure, options: "" };
}

import { generateClient } from "./start/prepare.ts";

/**
 * `npm run bench`: what the desk costs, part by part or all of it, beside its floors in the same run.
 * `npm run bench -- list search` runs those parts; `--json` prints one JSON object and nothing else.
 */
await generateClient(new AbortController().signal);
const { runBench } = await import("./bench/run.ts");
process.exit(await runBench(process.argv.slice(2)));

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { KeptProof } from "#lib/contracts/proof.ts";
import { root } from "../start/prepare.ts";
import { headCommit } from "./memory.ts";

const folder = join(root, "docs", "proof");

/** Keeps the figures of a proof that was just run, and writes the page that lists all of them anew. */
export function keepProof(proof: Pick<KeptProof, "name" | "title" | "command" | "figures">): void {
  const [cpu] = cpus();
  const kept: KeptProof = {
    ...proof,
    at: new Date().toISOString(),
    commit: headCommit(),
    machine: `${cpus().length} cores ${cpu?.model.trim() ?? ""}, Node ${process.version}`,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${proof.name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  writeFileSync(join(folder, "README.md"), pageOf(readKept()));
}

function readKept(): readonly KeptProof[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
}

function pageOf(proofs: readonly KeptProof[]): string {
  return `${HEAD}\n${proofs.map(sectionOf).join("\n")}`;
}

function sectionOf({ title, command, at, commit, machine, figures }: KeptProof): string {
  const rows = Object.entries(figures).map(([name, value]) => `| ${name} | ${value} |`);
  const where = `\`${command}\`, ${at.slice(0, 10)}, commit ${commit.slice(0, 12)}, ${machine}`;
  return `## ${title}\n\n${where}\n\n| | |\n|---|---|\n${rows.join("\n")}\n`;
}

const HEAD = `# What is proven, and by which command

The promises about money are kept by walls in the database, by rules that are pure functions, and by tests that try to break them. \`npm test\` runs all of the short ones. The figures below are those of the last long run of each proof; each command writes its own, and this page. The app shows them at \`/proof\`, beside what is watched while it runs.

| what | how | where |
|---|---|---|
| what must hold in the data at every moment | one query for each, shown to find what breaks it; every five minutes by the worker | \`prisma/invariants.sql\`, \`lib/services/proof/check-invariants.db.test.ts\` |
| walls of the database | each is leant against by hand and must hold | \`lib/db/walls.db.test.ts\` |
| the tests would notice | planted money bugs, one by one | \`scripts/mutations/\`; \`npm test\` and \`npm run test:deep -- mutations\` |
| the steps of a send | somebody stands between each two of them | \`lib/services/refunds/one-send.db.test.ts\` |
| processes that die, freeze and lose their database | five hundred refunds in \`npm test\`, ten thousand in the deep run ([how](real-processes.md)) | \`scripts/real/\`; \`npm run test:deep -- real-processes\` |
| the same in virtual time | whole merchants, drawn from a seed, with every fault that we know ([how](simulation.md)) | \`lib/simulation/\`; \`npm run simulate\`, \`npm run test:deep -- simulation\` |
| a restored backup | restored at random moments, and held against what the gateways did ([how](restore-drill.md)) | \`npm run test:deep -- restore-drill\` |
| what people see | every screen and state of it in every language, size and theme, by axe and by measure | \`npm run test:deep -- screens\` |
| the gateways' words | one suite for all connectors, against emulators that keep their own books | \`lib/gateways/contract.ts\` |
`;

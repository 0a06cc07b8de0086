import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { InvariantDto, InvariantRunDto, KeptProof, ProofDto } from "#lib/contracts/proof.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand, type Services } from "#lib/services/context.ts";
import { readInvariants } from "./check-invariants.ts";
import { chainState } from "./read-audit.ts";

const RUNS_SHOWN = 48;

/** Everything that is watched, as the last check found it, and the proofs that were made beforehand. */
export async function readProof(context: AppContext): Promise<Result<ProofDto, AppError>> {
  const allowed = demand(context, "proof.read");
  if (!allowed.ok) return allowed;
  const [invariants, runs, chain, openCases, kept] = await Promise.all([
    readResults(context),
    readRuns(context),
    chainState(context.prisma),
    countCases(context),
    readKeptProofs(),
  ]);
  return ok({ invariants, runs, chain, openCases, kept });
}

/** Which invariants the last check found broken; every page says so. */
export async function readBrokenInvariants({ prisma }: Pick<Services, "prisma">): Promise<readonly string[]> {
  const broken = await prisma.invariantResult.findMany({ where: { violations: { gt: 0 } }, orderBy: { name: "asc" } });
  return broken.map(({ name }) => name);
}

async function readResults({ prisma }: AppContext): Promise<InvariantDto[]> {
  const results = new Map((await prisma.invariantResult.findMany()).map((result) => [result.name, result]));
  return (await readInvariants()).map(({ name }) => {
    const result = results.get(name);
    if (!result) return { name, result: null };
    const { violations, tookMs, checkedAt } = result;
    return {
      name,
      result: {
        violations,
        tookMs,
        checkedAt: checkedAt.toISOString(),
        sample: z.array(z.string()).parse(result.sample),
      },
    };
  });
}

async function readRuns({ prisma }: AppContext): Promise<InvariantRunDto[]> {
  const runs = await prisma.invariantRun.findMany({ orderBy: { startedAt: "desc" }, take: RUNS_SHOWN });
  return runs.map(({ startedAt, whole, seen, violations, tookMs }) => ({
    at: startedAt.toISOString(),
    whole,
    seen,
    violations,
    tookMs,
  }));
}

async function countCases({ prisma }: AppContext): Promise<ProofDto["openCases"]> {
  const [total, grave] = await Promise.all([
    prisma.case.count({ where: { closedAt: null } }),
    prisma.case.count({ where: { closedAt: null, severity: 1 } }),
  ]);
  return { total, grave };
}

const keptProofSchema = z.object({
  name: z.string(),
  title: z.string(),
  command: z.string(),
  at: z.iso.datetime(),
  commit: z.string(),
  machine: z.string(),
  figures: z.record(z.string(), z.union([z.string(), z.number()])),
});

async function readKeptProofs(): Promise<readonly KeptProof[]> {
  const folder = join(process.cwd(), "docs", "proof");
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith(".json")).sort();
  return Promise.all(
    files.map(async (name) => keptProofSchema.parse(JSON.parse(await readFile(join(folder, name), "utf8")))),
  );
}

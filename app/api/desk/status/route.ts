import { ok } from "#lib/domain/result.ts";
import { listPausedAccounts, workerStatus } from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

/** What every page says about the desk as a whole. */
export const GET = deskRead(async (context) => {
  const [worker, paused] = await Promise.all([workerStatus(context), listPausedAccounts(context)]);
  return paused.ok ? ok({ worker, paused: paused.value }) : paused;
});

import { ok } from "#lib/domain/result.ts";
import {
  listPausedAccounts,
  listStoppedAccounts,
  readBrokenInvariants,
  readFreeze,
  workerStatus,
} from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

/** What every page says about the desk as a whole. */
export const GET = deskRead(async (context) => {
  const [worker, paused, stopped, broken, frozen] = await Promise.all([
    workerStatus(context),
    listPausedAccounts(context),
    listStoppedAccounts(context),
    readBrokenInvariants(context),
    readFreeze(context),
  ]);
  if (!paused.ok) return paused;
  return stopped.ok ? ok({ worker, paused: paused.value, stopped: stopped.value, broken, frozen }) : stopped;
});

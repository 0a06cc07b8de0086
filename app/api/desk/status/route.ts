import { ok } from "#lib/domain/result.ts";
import { workerStatus } from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

/** What every page says about the desk as a whole. */
export const GET = deskRead(async (context) => ok({ worker: await workerStatus(context) }));

import { listFilterOptions } from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

export const GET = deskRead((context) => listFilterOptions(context));

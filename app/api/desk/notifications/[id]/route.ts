import { getNotification } from "#lib/server.ts";
import { deskRead } from "../../_lib/desk-read.ts";

export const GET = deskRead<{ id: string }>((context, { params }) => getNotification(context, params.id));

import { getPaymentLink } from "#lib/server.ts";
import { deskRead } from "../../_lib/desk-read.ts";

export const GET = deskRead<{ id: string }>((context, { params }) => getPaymentLink(context, params.id));

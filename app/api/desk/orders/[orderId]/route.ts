import { getOrderPage } from "#lib/server.ts";
import { deskRead } from "../../_lib/desk-read.ts";

export const GET = deskRead<{ orderId: string }>((context, { params }) => getOrderPage(context, params.orderId));

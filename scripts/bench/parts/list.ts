import { listOrders } from "#lib/services/orders/list-orders.ts";
import { listRefunds } from "#lib/services/refunds/list-refunds.ts";
import { type Figure, rate, waiting } from "../figures.ts";
import { httpClient } from "../http-client.ts";
import { alone, crowd } from "../measure.ts";
import type { Bench, Part } from "../part.ts";
import { deepCursors, inTurn, sampleOrders } from "../samples.ts";
import { apiKeys, signedIn } from "../web.ts";
import { FLOOR } from "./floors.ts";

const SOON = { atMost: 30 };
const MANY = { atLeast: 100 };
const CLIENTS = 16;

/** Fifty orders of the whole shop: the newest, and those a deep page shows. */
export const list: Part = {
  name: "list",
  title: "Lists of 50",
  run: async (bench) => ({ figures: [...(await byService(bench)), ...(await overHttp(bench))] }),
};

async function byService({ desk }: Bench): Promise<Figure[]> {
  const { staff } = await desk();
  const deep = inTurn(deepCursors(await sampleOrders(staff.prisma)));
  const orders = (more: object) => () => listOrders(staff, { limit: 50, ...more });
  const refunds = (more: object) => () => listRefunds(staff, { limit: 50, ...more });
  const goal = { target: SOON, floor: FLOOR.list };
  return [
    waiting("list: service, newest", await alone(orders({})), goal),
    waiting("list: service, deep", await alone((turn) => listOrders(staff, { limit: 50, cursor: deep(turn) })), goal),
    waiting("list: service, refunds succeeded", await alone(orders({ state: "succeeded" })), goal),
    waiting("list: service, refunds to review", await alone(orders({ state: "needs_review" })), goal),
    waiting("list: service, refunds themselves", await alone(refunds({})), goal),
    waiting("list: service, refunds awaiting approval", await alone(refunds({ state: "awaiting_approval" })), goal),
  ];
}

async function overHttp(bench: Bench): Promise<Figure[]> {
  const desk = await bench.desk();
  const web = await bench.web();
  const cookie = await signedIn(desk, web);
  const keys = await apiKeys(desk, CLIENTS);
  const deep = inTurn(deepCursors(await sampleOrders(desk.staff.prisma)));
  const client = httpClient(web.origin, { cookie: `${cookie.name}=${cookie.value}` });
  const key = inTurn(keys);
  const api = (turn: number) => client.get("/api/v1/orders?limit=50", { authorization: `Bearer ${key(turn)}` });
  const page = () => client.get("/orders");
  const desks = () => client.get("/api/desk/orders");
  try {
    return [
      waiting("list: page /orders", await alone(page), { target: SOON, floor: FLOOR.page }),
      waiting("list: page /orders, deep", await alone((turn) => client.get(`/orders?cursor=${deep(turn)}`)), {
        target: SOON,
        floor: FLOOR.page,
      }),
      rate("list: page /orders, 16 clients", await crowd(page), { target: MANY, floor: FLOOR.pageCrowd }),
      waiting("list: /api/desk/orders", await alone(desks), { target: SOON, floor: FLOOR.json }),
      rate("list: /api/desk/orders, 16 clients", await crowd(desks), { target: MANY, floor: FLOOR.jsonCrowd }),
      waiting("list: /api/v1/orders", await alone(api), { target: SOON, floor: FLOOR.json }),
      rate("list: /api/v1/orders, 16 clients", await crowd(api), { target: MANY, floor: FLOOR.jsonCrowd }),
    ];
  } finally {
    client.close();
  }
}

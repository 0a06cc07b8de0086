import type { AppContext } from "#lib/services/context.ts";
import { listOrders } from "#lib/services/orders/list-orders.ts";
import { lookUp } from "#lib/services/orders/look-up.ts";
import { listRefunds } from "#lib/services/refunds/list-refunds.ts";
import { type Figure, waiting } from "../figures.ts";
import { httpClient } from "../http-client.ts";
import { alone } from "../measure.ts";
import type { Bench, Part } from "../part.ts";
import { inTurn, sampleOrders, sampleReferences } from "../samples.ts";
import { signedIn } from "../web.ts";
import { FLOOR } from "./floors.ts";

const SOON = { atMost: 20 };

/** Whatever people type into the search box, each kind by itself. */
export const search: Part = {
  name: "search",
  title: "Searches",
  run: async (bench) => ({ figures: [...(await byService(bench)), ...(await overHttp(bench))] }),
};

/** What is typed, by what it is. */
export async function searchTexts({ prisma }: AppContext): Promise<Readonly<Record<string, (turn: number) => string>>> {
  const order = inTurn(await sampleOrders(prisma));
  const reference = inTurn(await sampleReferences(prisma));
  return {
    "order ID": (turn) => order(turn).orderId,
    "payment ID": (turn) => order(turn).paymentId,
    "payment ID at the gateway": (turn) => order(turn).paymentRef,
    "NeoX transaction ID": (turn) => order(turn).transactionRef,
    reference,
    "e-mail": (turn) => order(turn).email,
    phone: (turn) => order(turn).phone,
    "beginning of an order ID": (turn) => order(turn).orderId.slice(0, 7),
    "common name": () => "nguyen",
    "name of one in 200": inTurn(["khiêm", "nguyệt", "uyên", "khôi", "ngân", "trâm"]),
    "rare name": () => "Tôn Nữ Quỳnh Khuê",
    "name of nobody": inTurn(["zebulon", "quxley", "wolfram"]),
    "two letters": () => "dh",
    "order ID of nobody": (turn) => `DH-9${turn}0000`,
  };
}

async function byService({ desk }: Bench): Promise<Figure[]> {
  const { staff } = await desk();
  const figures: Figure[] = [];
  for (const [kind, text] of Object.entries(await searchTexts(staff))) {
    const seen = await alone((turn) => listOrders(staff, { q: text(turn), limit: 50 }), { calls: 150, warmUp: 10 });
    figures.push(waiting(`search: service, ${kind}`, seen, { target: SOON, floor: FLOOR.lookUp }));
  }
  const { reference, "order ID": orderId } = await searchTexts(staff);
  if (!reference || !orderId) throw new Error("The samples lack a kind.");
  const refunds = await alone((turn) => listRefunds(staff, { q: reference(turn), limit: 50 }));
  const support = await alone((turn) => lookUp(staff, orderId(turn)));
  return [
    ...figures,
    waiting("search: service, refunds by reference", refunds, { target: SOON, floor: FLOOR.lookUp }),
    waiting("search: service, support's answer", support, { target: SOON, floor: FLOOR.lookUp }),
  ];
}

async function overHttp(bench: Bench): Promise<Figure[]> {
  const desk = await bench.desk();
  const web = await bench.web();
  const cookie = await signedIn(desk, web);
  const client = httpClient(web.origin, { cookie: `${cookie.name}=${cookie.value}` });
  const figures: Figure[] = [];
  try {
    for (const [kind, text] of Object.entries(await searchTexts(desk.staff))) {
      const seen = await alone((turn) => client.get(`/api/desk/orders?q=${encodeURIComponent(text(turn))}`), {
        calls: 100,
        warmUp: 10,
      });
      figures.push(waiting(`search: /api/desk/orders, ${kind}`, seen, { target: SOON, floor: FLOOR.json }));
    }
    return figures;
  } finally {
    client.close();
  }
}

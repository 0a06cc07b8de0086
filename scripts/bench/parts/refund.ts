import { randomUUID } from "node:crypto";
import type { AppContext } from "#lib/services/context.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { type Figure, rate, waiting } from "../figures.ts";
import { alone, crowd } from "../measure.ts";
import type { Part } from "../part.ts";
import { FLOOR } from "./floors.ts";

/** The wish to refund, through the real service: balance, policy, refund, ledger and audit in one transaction. */
export const refund: Part = {
  name: "refund",
  title: "Refund requests",
  async run({ desk }) {
    const { staff } = await desk();
    const next = await freshPayments(staff);
    const ask = async () => {
      const answer = await requestRefund(staff, { ...wish, paymentId: next(), requestKey: randomUUID() });
      if (!answer.ok) throw new Error(`The refund was refused: ${answer.error.code}`);
    };
    return {
      figures: [
        waiting("refund: request", await alone(ask), { target: { atMost: 30 }, floor: FLOOR.transaction }),
        rate("refund: requests, 16 clients", await crowd(ask), {
          target: { atLeast: 150 },
          floor: FLOOR.transactionCrowd,
        }),
        ...(await contested(staff, next())),
      ],
    };
  },
};

const wish = { amount: "20000", reason: "Customer returned goods" } as const;

/** Twenty people ask for a tenth of one payment at the same time: ten get it, ten are told that nothing is left. */
async function contested(staff: AppContext, paymentId: string): Promise<Figure[]> {
  const { prisma } = staff;
  const payment = await prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const amount = (payment.capturedMinor / 10n).toString();
  const ask = () =>
    requestRefund(staff, { ...wish, amount, paymentId, requestKey: randomUUID(), evenIfRepeated: true });
  const answers = await Promise.all(Array.from({ length: 20 }, ask));
  const after = await prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const refused = answers.filter((answer) => !answer.ok && answer.error.code === "refund_exceeds_balance").length;
  const percent = Number((after.reservedMinor * 100n) / after.capturedMinor);
  return [
    {
      name: "refund: made of 20 at once over 10 % each",
      unit: "refunds",
      value: answers.filter(({ ok }) => ok).length,
      target: { exactly: 10 },
    },
    { name: "refund: refused of those for the balance", unit: "refunds", value: refused, target: { exactly: 10 } },
    { name: "refund: reserved of that payment", unit: "%", value: percent, target: { exactly: 100 } },
  ];
}

/** Payments of which nothing was asked for yet and that need no account number, each once. */
async function freshPayments({ prisma }: AppContext): Promise<() => string> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM payment TABLESAMPLE SYSTEM (4)
    WHERE status = 'succeeded' AND method IN ('CC', 'ATM') AND reserved_minor = 0 AND refunded_minor = 0 AND captured_minor % 10 = 0
    ORDER BY random() LIMIT 10000`;
  return () => {
    const id = rows.pop()?.id;
    if (!id) throw new Error("There are no payments left to refund: remove .data/bench to begin again.");
    return id;
  };
}

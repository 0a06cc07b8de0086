import type { Page } from "@playwright/test";
import type { RefundDto } from "#lib/contracts/refund.ts";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import type { Gateway, GatewayName, LedgerLine } from "./fixtures/gateway.ts";
import { expect, type PaidOrder, test } from "./fixtures.ts";
import { refundIdOf, refundState, requestButton } from "./pages.ts";

/** Of each payment; small enough for no approval to be asked for. */
const PAID_MINOR = 8_000;

/** The words with which each gateway refuses a request at once, so that nothing moves. */
const REFUSAL: Readonly<Record<GatewayName, Choice>> = {
  neox: { scenario: "refuse", code: 33 },
  payease: { scenario: "refuse", code: "EH0100053" },
  easylink: { scenario: "refuse", text: "验签失败" },
};
const AMOUNTS: Readonly<Record<GatewayName, readonly [whole: string, part: string]>> = {
  neox: ["8000", "3000"],
  payease: ["80.00", "30.00"],
  easylink: ["80.00", "30.00"],
};

type Life = {
  readonly what: string;
  readonly plan: (gateway: GatewayName) => Choice;
  readonly part?: true;
  /** What is seen of it before it ends, where that lasts. */
  readonly meanwhile: "unknown" | "processing" | null;
  readonly end: "succeeded" | "failed";
  /** Requests that the gateway took, and moves of money. */
  readonly atGateway: readonly [requests: number, moves: number] | null;
};

const LIVES: readonly Life[] = [
  { what: "refused at once", plan: (name) => REFUSAL[name], meanwhile: "unknown", end: "failed", atGateway: null },
  {
    what: "whose answer is lost",
    plan: () => ({ scenario: "drop_after_accepting", settleAfterMs: 3_000 }),
    meanwhile: "unknown",
    end: "succeeded",
    atGateway: [1, 1],
  },
  {
    what: "that takes its time",
    plan: () => ({ settleAfterMs: 4_000 }),
    meanwhile: "processing",
    end: "succeeded",
    atGateway: [1, 1],
  },
  { what: "of the whole", plan: () => ({ settleAfterMs: 50 }), meanwhile: null, end: "succeeded", atGateway: [1, 1] },
  {
    what: "of a part",
    part: true,
    plan: () => ({ settleAfterMs: 50 }),
    meanwhile: null,
    end: "succeeded",
    atGateway: [1, 1],
  },
  {
    what: "that fails there",
    plan: () => ({ scenario: "accept_then_fail", settleAfterMs: 50 }),
    meanwhile: null,
    end: "failed",
    atGateway: [1, 0],
  },
];

const WORD = { unknown: "Unknown – checking", processing: "At the gateway", succeeded: "Refunded", failed: "Failed" };
const VERDICT = { succeeded: "moved", failed: "not_moved" } as const;

for (const name of ["neox", "payease", "easylink"] as const) {
  test(`at ${name} refunds go from the form to their proof, each in its own way`, async ({
    operator,
    order,
    merchantAt,
    read,
  }) => {
    const gateway = await merchantAt(name);
    const paid = await order({ gateway, amount: PAID_MINOR, payments: LIVES.length });
    const staff = await operator("staff");

    const asked: { readonly life: Life; readonly id: string }[] = [];
    for (const [index, life] of LIVES.entries()) {
      await gateway.plan(life.plan(name));
      const id = await ask(staff, paid, index, AMOUNTS[name][life.part ? 1 : 0]);
      await expect(refundState(staff), life.what).toHaveText(WORD[life.meanwhile ?? life.end]);
      asked.push({ life, id });
    }

    await staff.goto(`/orders/${paid.orderId}`);
    const refunds = await Promise.all(asked.map(async ({ life, id }) => ({ life, refund: await read(id) })));
    for (const { life, refund } of refunds)
      await expect(staff.getByRole("row", { name: refund.reference }), life.what).toContainText(WORD[life.end]);
    for (const { life, refund } of refunds) {
      await staff.goto(`/refunds/${refund.id}`);
      const proof = staff.getByRole("region", { name: "Proof" });
      await expect(proof, life.what).toContainText(
        life.end === "succeeded" ? "The money moved" : "The money did not move",
      );
    }
    expect(await gateway.ledger()).toEqual(ledgerOf(refunds, paid));
  });
}

test("asked for by REST, refunds at all three gateways end in the same ways", async ({ merchantAt, order, api }) => {
  const askBy = async (gateway: Gateway, name: GatewayName) => {
    const paid = await order({ gateway, amount: PAID_MINOR, payments: LIVES.length });
    const asked: { readonly life: Life; readonly refund: RefundDto }[] = [];
    for (const [index, life] of LIVES.entries()) {
      await gateway.plan(life.plan(name));
      const answer = await api.post("/api/v1/refunds", {
        headers: { "idempotency-key": `${paid.orderId} ${life.what}` },
        data: {
          paymentId: paid.payments[index]?.id,
          amount: AMOUNTS[name][life.part ? 1 : 0],
          currency: gateway.currency,
          reason: "Returned in the shop",
        },
      });
      expect(answer.status(), await answer.text()).toBe(202);
      const refund = (await answer.json()) as RefundDto;
      await expect.poll(() => stateOf(refund), { message: life.what }).toBe(life.meanwhile ?? life.end);
      asked.push({ life, refund });
    }
    for (const { life, refund } of asked) {
      await expect.poll(() => stateOf(refund), { message: `${name}: ${life.what}` }).toBe(life.end);
      expect(await readBy(refund)).toMatchObject({
        proof: { verdict: VERDICT[life.end] },
        finalAt: expect.any(String),
      });
    }
    expect(await gateway.ledger()).toEqual(ledgerOf(asked, paid));
  };
  const readBy = async ({ id }: RefundDto) => (await (await api.get(`/api/v1/refunds/${id}`)).json()) as RefundDto;
  const stateOf = async (refund: RefundDto) => (await readBy(refund)).state;

  await Promise.all(
    (["neox", "payease", "easylink"] as const).map(async (name) => askBy(await merchantAt(name), name)),
  );
});

async function ask(page: Page, paid: PaidOrder, index: number, amount: string): Promise<string> {
  await page.goto(`/orders/${paid.orderId}/refund?payment=${paid.payments[index]?.id}`);
  await page.getByLabel("Amount").fill(amount);
  await page.getByLabel("Reason").fill("Customer returned one item");
  await requestButton(page).click();
  return refundIdOf(page);
}

/** In the order in which the gateway took them. */
function ledgerOf(
  refunds: readonly { readonly life: Life; readonly refund: RefundDto }[],
  paid: PaidOrder,
): LedgerLine[] {
  return refunds.flatMap(({ life, refund: { reference, paymentId } }) => {
    if (!life.atGateway) return [];
    const payment = paid.payments.find(({ id }) => id === paymentId);
    const [requests, moves] = life.atGateway;
    const amount = life.part ? 3_000 : PAID_MINOR;
    return [{ reference, paymentId: payment?.gatewayPaymentRef ?? "", amount, receiver: null, requests, moves }];
  });
}

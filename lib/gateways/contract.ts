import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newReference } from "#lib/domain/ids.ts";
import type { Money } from "#lib/domain/money.ts";
import type { Receiver } from "#lib/domain/receiver.ts";
import type { Connector, GatewayCall, LostCause, PaymentRefs, RawNotification, RefundRequest } from "./connector.ts";
import type { Choice, Scenario } from "./emulator-kit/behaviour.ts";
import { createGatewayHttp } from "./http.ts";

type Account = GatewayCall<unknown, unknown>["account"];

/** A running emulator with one account and one payment that is large enough for every test. */
export type ContractEmulator = {
  readonly account: Account;
  readonly payment: PaymentRefs;
  readonly receiver: Receiver | null;
  /** What the emulator will do with this reference. */
  readonly choose: (reference: string, choice: Choice) => Promise<unknown>;
  readonly submissionsOf: (reference: string) => Promise<number>;
  /** How often money left for this reference. */
  readonly movesOf: (reference: string) => Promise<number>;
  readonly notify: (reference: string, kind: "genuine" | "forged") => Promise<unknown>;
  readonly violations: () => Promise<readonly unknown[]>;
  readonly close: () => Promise<void>;
};

export type ContractFixtures = {
  readonly amount: Money;
  readonly currencyItRefuses: string;
  /** The exact body that the gateway waits for. */
  readonly acknowledgement: string;
  readonly refusalCode: string | number;
  /** The same address with the credentials of another account. */
  readonly otherAccount: (account: Account) => Account;
  /** Where answers are signed: what comes of one that does not say the truth. */
  readonly answersThatLie?: readonly (readonly [id: string, scenario: Scenario, cause: LostCause])[];
  /** What must never stand in an outcome, a reading or a log. */
  readonly secretsOf: (account: Account) => readonly string[];
};

type Asking = { readonly account?: Account; readonly amount?: Money };

const timeouts = { connectMs: 500, totalMs: 700 };

/** What every connector owes, tried over real HTTP against its emulator. */
export function describeConnectorContract(
  connector: Connector,
  openEmulator: (notificationUrl: string) => Promise<ContractEmulator>,
  fixtures: ContractFixtures,
): void {
  describe(`the contract of connectors: ${connector.name}`, () => {
    const received: RawNotification[] = [];
    const reader = connector.operations.notifications;
    let emulator: ContractEmulator;
    let closeListener: () => void;

    beforeAll(async () => {
      const listener = await listenForNotifications(received, () => reader?.acknowledge("stored"));
      closeListener = listener.close;
      emulator = await openEmulator(listener.url);
    });
    afterAll(async () => {
      await emulator.close();
      closeListener();
    });

    const call = (account: Account = emulator.account) => ({
      account,
      http: createGatewayHttp({ allowLoopback: true, timeouts }),
      now: () => new Date(),
    });
    const requestFor = (reference: string): RefundRequest => ({
      reference,
      amount: fixtures.amount,
      reason: "Customer return",
      receiver: emulator.receiver,
      payment: emulator.payment,
    });
    const refundAs = async (scenario: Choice) => {
      const reference = newReference();
      await emulator.choose(reference, { settleAfterMs: 0, ...scenario });
      const outcome = await connector.operations.refund(call(), requestFor(reference));
      return { reference, outcome };
    };
    const notificationOf = async (reference: string) => {
      const mentions = (raw: RawNotification) => textOf(raw).includes(reference);
      await expect.poll(() => received.some(mentions)).toBe(true);
      return received.filter(mentions);
    };

    it("its vectors hold, byte for byte, through the code that signs and verifies", async () => {
      const steps = await connector.operations.selfTest(call());
      expect(steps.length).toBeGreaterThan(0);
      expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    });

    it("an accepted refund moves money once, and its notification says so", async () => {
      const { reference, outcome } = await refundAs({ scenario: "accept" });

      expect(outcome).toMatchObject({
        kind: expect.stringMatching(/^(accepted|succeeded)$/),
        gatewayRef: expect.any(String),
      });
      await expect.poll(() => emulator.movesOf(reference)).toBe(1);
      const [raw] = await notificationOf(reference);
      expect(raw && reader?.read(call(), raw)).toMatchObject({
        verdict: "verified",
        meaning: { kind: "refund_result", reference, result: "succeeded", amount: fixtures.amount, mismatch: null },
      });
    });

    it("a refund that fails later is said to have failed, and moves nothing", async () => {
      const { reference } = await refundAs({ scenario: "accept_then_fail" });

      const [raw] = await notificationOf(reference);

      expect(raw && reader?.read(call(), raw)).toMatchObject({
        meaning: { reference, result: "failed", fault: { code: expect.any(String) } },
      });
      expect(await emulator.movesOf(reference)).toBe(0);
    });

    it("an explicit no is told from silence, with the gateway's code", async () => {
      const { reference, outcome } = await refundAs({ scenario: "refuse", code: fixtures.refusalCode });

      expect(outcome).toMatchObject({ kind: "refused", fault: { code: String(fixtures.refusalCode) } });
      expect(await emulator.movesOf(reference)).toBe(0);
    });

    it("F03 a no is no proof: the gateway may say no and pay", async () => {
      const { reference, outcome } = await refundAs({ scenario: "pay_on_refusal", code: fixtures.refusalCode });

      expect(outcome.kind).toBe("refused");
      await expect.poll(() => emulator.movesOf(reference)).toBe(1);
    });

    it.each<[id: string, scenario: Scenario, moves: number]>([
      ["E03", "drop_before", 0],
      ["E04", "drop_after_accepting", 1],
      ["E05", "hang_before", 0],
      ["E05", "hang_after_accepting", 1],
      ["E07", "http_500", 0],
      ["E07", "http_500_after_accepting", 1],
      ["E08", "html", 1],
      ["E08", "truncated", 1],
      ["E08", "empty", 1],
      ["E08", "oversize", 1],
      ["E11", "redirect", 0],
    ])("%s %s is a lost outcome, whatever happened to the money (%i)", async (_id, scenario, moves) => {
      const { reference, outcome } = await refundAs({ scenario });

      expect(outcome).toMatchObject({ kind: "outcome_lost" });
      await expect.poll(() => emulator.movesOf(reference)).toBe(moves);
      expect(await emulator.submissionsOf(reference)).toBe(1);
    });

    it.each(fixtures.answersThatLie ?? [])("%s %s is a lost outcome: %s", async (_id, scenario, cause) => {
      const { reference, outcome } = await refundAs({ scenario });

      expect(outcome).toMatchObject({ kind: "outcome_lost", cause });
      await expect.poll(() => emulator.movesOf(reference)).toBe(1);
    });

    it("E06 a request may land after its connection is long gone", async () => {
      const { reference, outcome } = await refundAs({ scenario: "late", takeAfterMs: 100 });

      expect(outcome.kind).toBe("outcome_lost");
      await expect.poll(() => emulator.movesOf(reference)).toBe(1);
    });

    it("E01 a gateway that is not there has got nothing", async () => {
      const account = { ...emulator.account, baseUrl: "http://127.0.0.1:1" };
      const outcome = await connector.operations.refund(call(account), requestFor(newReference()));
      expect(outcome).toEqual({ kind: "not_sent", cause: "refused" });
    });

    it("the same reference twice is never paid twice", async () => {
      const { reference, outcome } = await refundAs({ scenario: "accept" });
      const again = await connector.operations.refund(call(), requestFor(reference));

      expect(outcome.kind).toMatch(/^(accepted|succeeded)$/);
      expect(again.kind).toBe("refused");
      await expect.poll(() => emulator.movesOf(reference)).toBe(1);
    });

    const { queryRefund } = connector.operations;
    if (queryRefund) describeQueries(queryRefund);

    it("a currency that the gateway does not take is refused before anything is sent", async () => {
      const reference = newReference();
      const amount = { ...fixtures.amount, currency: fixtures.currencyItRefuses };

      const outcome = await connector.operations.refund(call(), { ...requestFor(reference), amount });

      expect(connector.currencies(emulator.account.settings)).not.toContain(fixtures.currencyItRefuses);
      expect(outcome).toEqual({ kind: "not_sent", cause: "invalid_locally" });
      expect(await emulator.submissionsOf(reference)).toBe(0);
    });

    it("G09 a notification that is replayed reads the same again", async () => {
      const { reference } = await refundAs({ scenario: "accept" });
      const [raw] = await notificationOf(reference);
      await emulator.notify(reference, "genuine");

      const readings = (await notificationOf(reference)).map((one) => reader?.read(call(), one));

      expect(raw && readings).toEqual(readings.map(() => readings[0]));
      expect(readings.length).toBeGreaterThan(1);
    });

    it("G03 a notification may come before the answer", async () => {
      const { reference, outcome } = await refundAs({ scenario: "notify_before_answer" });

      expect(received.some((raw) => textOf(raw).includes(reference))).toBe(true);
      expect(outcome.kind).toMatch(/^(accepted|succeeded)$/);
    });

    it("G05 a forged notification is not verified", async () => {
      const { reference } = await refundAs({ scenario: "no_notification" });
      await emulator.notify(reference, "forged");

      const [raw] = await notificationOf(reference);

      expect(raw && reader?.read(call(), raw)).toEqual({ verdict: "bad_signature" });
    });

    it("G07 a notification for another account is not verified with this one's key", async () => {
      const { reference } = await refundAs({ scenario: "accept" });
      const [raw] = await notificationOf(reference);

      expect(raw && reader?.read(call(fixtures.otherAccount(emulator.account)), raw)).toEqual({
        verdict: "bad_signature",
      });
    });

    it("G12 the acknowledgement is what the gateway waits for, byte for byte", async () => {
      expect(reader?.acknowledge("stored")).toMatchObject({ status: 200, body: fixtures.acknowledgement });
      expect(reader?.acknowledge("not_stored").status).toBe(503);
    });

    it("J03 outcomes and readings carry neither secrets nor the receiver's account", async () => {
      const { reference, outcome } = await refundAs({ scenario: "accept" });
      const readings = (await notificationOf(reference)).map((raw) => reader?.read(call(), raw));
      const refused = await refundAs({ scenario: "refuse", code: fixtures.refusalCode });

      const written = JSON.stringify([outcome, readings, refused.outcome], (_key, value) =>
        typeof value === "bigint" ? String(value) : value,
      );

      const secrets = [
        ...fixtures.secretsOf(emulator.account),
        ...(emulator.receiver ? [emulator.receiver.accountNumber] : []),
      ];
      expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
    });

    it("speaks the documented protocol to the letter", async () => {
      await refundAs({ scenario: "accept" });
      const repeated = (violation: unknown) => JSON.stringify(violation).includes("sent before");
      expect((await emulator.violations()).filter((violation) => !repeated(violation))).toEqual([]);
    });

    function describeQueries(query: NonNullable<typeof queryRefund>): void {
      const ask = (reference: string, { account, amount = fixtures.amount }: Asking = {}) =>
        query(call(account), { reference, gatewayRef: null, amount, payment: emulator.payment });

      it("asked by our reference, it tells that a refund is in process", async () => {
        const { reference } = await refundAs({ scenario: "accept", settleAfterMs: null });
        expect(await ask(reference)).toMatchObject({ kind: "found", state: "processing", fault: null });
      });

      it.each<[scenario: Scenario, state: string]>([
        ["accept", "succeeded"],
        ["accept_then_fail", "failed"],
        ["drop_after_accepting", "succeeded"],
        ["pay_on_refusal", "succeeded"],
      ])("asked by our reference, it tells what became of a refund: %s is %s", async (scenario, state) => {
        const { reference } = await refundAs({
          scenario,
          code: scenario === "pay_on_refusal" ? fixtures.refusalCode : null,
        });

        await expect.poll(() => ask(reference)).toMatchObject({ kind: "found", state, gatewayRef: expect.any(String) });
        const fault = state === "failed" ? { code: expect.any(String) } : null;
        expect(await ask(reference)).toMatchObject({ fault });
      });

      it("asked by our reference, it does not know what it never got, or what it refused", async () => {
        const never = await refundAs({ scenario: "drop_before" });
        const refused = await refundAs({ scenario: "refuse", code: fixtures.refusalCode });

        expect(await ask(never.reference)).toEqual({ kind: "not_found" });
        expect(await ask(refused.reference)).toEqual({ kind: "not_found" });
      });

      it("E16 asked by our reference, it never settles another amount", async () => {
        const { reference } = await refundAs({ scenario: "accept" });
        const amount = { ...fixtures.amount, minor: fixtures.amount.minor * 100n };
        expect(await ask(reference, { amount })).toMatchObject({ kind: "mismatch" });
      });

      it("E01 asked by our reference, silence is no answer", async () => {
        const account = { ...emulator.account, baseUrl: "http://127.0.0.1:1" };
        expect(await ask(newReference(), { account })).toEqual({ kind: "no_answer", cause: "refused", fault: null });
      });
    }
  });
}

/** Where a reference may stand; an encrypted body has it in a header. */
function textOf({ headers, query, body }: RawNotification): string {
  return decodeURIComponent(`${body}${query}`) + Object.values(headers).join(" ");
}

/** The merchant's side: keeps what comes and answers as the connector says. */
async function listenForNotifications(
  received: RawNotification[],
  acknowledge: () => { readonly status: number; readonly contentType: string; readonly body: string } | undefined,
): Promise<{ url: string; close: () => void }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const query = new URL(request.url ?? "/", "http://merchant").search.slice(1);
    received.push({ headers, query, body: Buffer.concat(chunks) });
    const answer = acknowledge();
    response.writeHead(answer?.status ?? 500, { "content-type": answer?.contentType ?? "text/plain" });
    response.end(answer?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notifications`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

import { describe, expect, it } from "vitest";
import { connectorOf, findConnector, GATEWAYS } from "../registry.ts";
import { neoxSettingsSchema } from "./account.ts";
import { neox } from "./index.ts";
import { exampleCall } from "./test-call.ts";

const settings = neoxSettingsSchema.parse({});

describe("NeoX as a connector", () => {
  it("is in the registry", () => {
    expect(GATEWAYS).toContain("neox");
    expect(connectorOf("neox")).toBe(neox);
    expect(findConnector("nobody")).toBeUndefined();
  });

  it("asks for the receiver of a QR payment only, and of the wallet where the account says so", () => {
    const ask = (method: string, change = {}) => neox.receiver({ method }, { ...settings, ...change });

    expect(["QR", "qr", "ATM", "CC", "WALLET", "BANK_TRANSFER"].map((method) => ask(method))).toEqual([
      "required",
      "required",
      "none",
      "none",
      "none",
      "none",
    ]);
    expect(ask("WALLET", { receiverForWallet: "required" })).toBe("required");
  });

  it("asks at 2, 5, 15, 45 s, 2, 10, 30 min, hourly for a day, then daily", () => {
    const gaps = neox.accountPolicy(settings, { method: "QR" }).probeLadderS;
    const moments = gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0));

    expect(moments.slice(0, 9)).toEqual([2, 5, 15, 45, 120, 600, 1_800, 3_600, 7_200]);
    expect(moments.at(-2)).toBe(24 * 3_600);
    expect(gaps.at(-1)).toBe(24 * 3_600);
  });

  it.each([
    ["QR", 8 * 3_600, 24 * 3_600],
    ["WALLET", 8 * 3_600, 24 * 3_600],
    ["CC", 24 * 3_600, 14 * 24 * 3_600],
    ["ATM", 24 * 3_600, 14 * 24 * 3_600],
    ["something new", 24 * 3_600, 14 * 24 * 3_600],
  ])("%s goes to people after %i s, and is overdue after %i s", (method, reviewAfterS, overdueAfterS) => {
    expect(neox.accountPolicy(settings, { method })).toMatchObject({ quietTimeS: 900, reviewAfterS, overdueAfterS });
  });

  it("F16 a rise of the refunded total proves nothing where the portal refunds too, or counts what is pending", () => {
    const means = (change: object) => neox.accountPolicy({ ...settings, ...change }, { method: "QR" }).riseMeans;

    expect(means({})).toBe("moved");
    expect(means({ portalRefundsPossible: true })).toBe("ambiguous");
    expect(means({ refundedAmountCountsPending: true })).toBe("in_progress");
  });

  it("refuses settings and credentials that nobody knows", () => {
    expect(neox.settingsSchema.safeParse({ quietTime: 1 }).success).toBe(false);
    expect(neox.settingsSchema.safeParse({ quietTimeS: 0 }).success).toBe(false);
    expect(neox.credentialsSchema.safeParse({ merchantCode: "UFLIYL", secretKey: "short" }).success).toBe(false);
    expect(neox.credentialsSchema.safeParse({ merchantCode: "UFLIYL", secretKey: "3".repeat(32) }).success).toBe(true);
  });

  it("tests itself with the manual's examples, without a call", async () => {
    const { call, sent } = exampleCall(undefined, { hashCase: "upper", refundHashIncludesRequestId: true });

    const steps = await neox.operations.selfTest(call);

    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(steps.map(({ name }) => name)).toEqual(expect.arrayContaining(["REFUND of the manual", "hashCase"]));
    expect(sent).toEqual([]);
  });

  it("E21 the secret printed in the manual is no secret for production", async () => {
    const { call } = exampleCall();
    const production = { ...call, account: { ...call.account, baseUrl: "https://api.neopay.vn/pg" } };

    expect((await neox.operations.selfTest(production)).filter(({ ok }) => !ok)).toMatchObject([
      { name: "Secret key" },
    ]);
  });
});

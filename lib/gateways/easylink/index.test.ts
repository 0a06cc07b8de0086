import { describe, expect, it } from "vitest";
import { connectorOf, GATEWAYS } from "../registry.ts";
import { easylinkSettingsSchema } from "./account.ts";
import { easylink } from "./index.ts";
import { exampleCall } from "./test-call.ts";
import { EXAMPLE_SECRET } from "./vectors.ts";

const settings = easylinkSettingsSchema.parse({});

describe("easylink as a connector", () => {
  it("is in the registry", () => {
    expect(GATEWAYS).toContain("easylink");
    expect(connectorOf("easylink")).toBe(easylink);
  });

  it("F08 may send a reference again after proven absence, and has one open refund per payment", () => {
    expect(easylink.policy).toMatchObject({
      resendIsSafe: true,
      oneOpenRefundPerPayment: true,
      baselineFromPayment: false,
    });
  });

  it("asks at 2, 5, 15, 45 s, 2, 5, 10, 30 min, hourly for a day, then daily", () => {
    const gaps = easylink.accountPolicy(settings, { method: "" }).probeLadderS;
    const moments = gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0));

    expect(moments.slice(0, 10)).toEqual([2, 5, 15, 45, 120, 300, 600, 1_800, 3_600, 7_200]);
    expect(moments.at(-2)).toBe(24 * 3_600);
    expect(gaps.at(-1)).toBe(24 * 3_600);
  });

  it("goes to people after 2 h 10 min, when easylink has closed what was open, and is overdue after a day", () => {
    expect(easylink.accountPolicy(settings, { method: "" })).toMatchObject({
      quietTimeS: 900,
      reviewAfterS: 7_800,
      overdueAfterS: 86_400,
    });
  });

  it("takes HKD, and other currencies that are counted in cents where the account says so", () => {
    const parse = (currencies: string[]) => easylink.settingsSchema.safeParse({ currencies });

    expect(easylink.currencies(settings)).toEqual(["HKD"]);
    expect(easylink.currencies(parse(["HKD", "USD"]).data)).toEqual(["HKD", "USD"]);
    expect([["JPY"], ["KWD"], ["hkd"], ["XYZ"], []].map((list) => parse(list).success)).not.toContain(true);
  });

  it("never asks for a receiver", () => {
    expect(easylink.receiver({ method: "QR" }, settings)).toBe("none");
  });

  it("refuses settings and credentials that nobody knows", () => {
    const refusesSetting = (change: object) => !easylink.settingsSchema.safeParse(change).success;
    expect(
      [
        { quietTime: 1 },
        { quietTimeS: 0 },
        { clientIp: "::1" },
        { requestFormat: "xml" },
        { channelExtra: { a: "x".repeat(256) } },
      ].map(refusesSetting),
    ).not.toContain(false);

    const credentials = { mchNo: "M1623984572", appId: "60cc09bce4b0f1c0b83761c9", appSecret: EXAMPLE_SECRET };
    const accepts = (change: object) => easylink.credentialsSchema.safeParse({ ...credentials, ...change }).success;
    expect(accepts({})).toBe(true);
    expect([{ appSecret: "short" }, { mchNo: "M1&x=1" }, { appId: "" }, { more: 1 }].map(accepts)).not.toContain(true);
  });

  it("tests itself with the known examples, without a call, and names what is unusual", async () => {
    const { call, sent } = exampleCall(undefined, {
      requestFormat: "form",
      currencies: ["HKD", "CNY"],
      askForNotification: false,
    });

    const steps = await easylink.operations.selfTest(call);

    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(steps.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Refund answer of the manual", "requestFormat", "currencies", "Notification URL"]),
    );
    expect(sent).toEqual([]);
  });

  it("E21 a published secret is none for production", async () => {
    const { call } = exampleCall(undefined, {}, EXAMPLE_SECRET);
    const production = { ...call, account: { ...call.account, baseUrl: "https://api-pay.gnete.com.hk" } };

    expect((await easylink.operations.selfTest(production)).filter(({ ok }) => !ok)).toMatchObject([
      { name: "App secret" },
    ]);
  });
});

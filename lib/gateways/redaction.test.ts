import { describe, expect, it } from "vitest";
import { gatewayText } from "./redaction.ts";

describe("J03 a gateway's words", () => {
  const account = "9704CANARY00012345";

  it.each([
    `invalid account ${account}`,
    `invalid account ${account.toLowerCase()}`,
    `invalid account ${Buffer.from(account).toString("base64")}`,
  ])("do not carry the receiver's account onward: %s", (text) => {
    expect(gatewayText(text, [account])).toBe("invalid account [hidden]");
  });

  it("lose long numbers that nobody named, but keep amounts and dates", () => {
    expect(gatewayText("account 0123456789, amount 20000000")).toBe("account •••• 6789, amount 20000000");
  });

  it("are one line without controls or direction marks, and short", () => {
    expect(gatewayText('bad\r\n{"level":50}\u202e\u0000!')).toBe('bad {"level":50} !');
    expect(gatewayText("x".repeat(1000))).toHaveLength(200);
  });
});

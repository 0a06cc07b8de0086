import { describe, expect, it } from "vitest";
import { gatewayText, maskedMessage } from "./redaction.ts";

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

describe("J03 a stored message, shown to people", () => {
  it.each([
    ['{"account_no":"AC-12345","neo_Amount":10000}', '{"account_no":"•••• 2345","neo_Amount":10000}'],
    ["cardNumber=4111111111111111&state=2", "cardNumber=•••• 1111&state=2"],
    ['{"note":"back to 0123456789"}', '{"note":"back to •••• 6789"}'],
    ['{"neo_Receiver":"eyJhY2NvdW50TnVtYmVyIjoiOTcwNCJ9"}', '{"neo_Receiver":"•••• NCJ9"}'],
  ])("has no account number in it: %s", (text, shown) => {
    expect(maskedMessage(text)).toBe(shown);
  });

  it.each([
    "payOrderId=P202106181104177050002&createdAt=1714521600500&reqTime=1714521605100",
    '{"neo_TransactionID":"XBSKM1OELUDU","neo_Amount":10000}',
  ])("keeps IDs and times: %s", (text) => {
    expect(maskedMessage(text)).toBe(text);
  });

  it("keeps a number that is an ID of ours or theirs", () => {
    expect(maskedMessage("816290053119947 and 816290053119948", ["816290053119947"])).toBe(
      "816290053119947 and •••• 9948",
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PaymentItem, PaymentLinkRequest } from "../connector.ts";
import { neox } from "./index.ts";
import { createPayment, queryTransaction } from "./pay.ts";
import { exampleCall, jsonAnswer } from "./test-call.ts";

const vnd = (minor: number | bigint) => ({ minor: BigInt(minor), currency: "VND" });

/** The merchant of the manual's examples of PAY. */
function shop(answer = jsonAnswer({})) {
  const { call, sent } = exampleCall(answer);
  const credentials = { merchantCode: "XASUKU", secretKey: "7EDB9708213543968555AD010C42C16C" };
  return { call: { ...call, account: { ...call.account, credentials } }, sent };
}

const byPost: PaymentLinkRequest = {
  way: "POST",
  merchantTransactionId: "123123123030",
  orderId: "ORDER00001",
  orderInfo: "IFtestpost",
  amount: vnd(100_000),
  locale: "vi",
  methods: ["QR"],
  returnUrl: "https://google.com",
  items: [
    {
      orderId: "SUB_20231225_001",
      description: "Description for sub order id 001",
      price: vnd(37_000),
      extraInfo: { foo: "bar" },
    },
    {
      orderId: "SUB_20231225_002",
      description: "Description for sub order id 002",
      price: vnd(63_000),
      extraInfo: { foo: "bar" },
    },
  ],
};

const byGet: PaymentLinkRequest = {
  way: "GET",
  merchantTransactionId: "T15959145",
  orderId: "DH15959145",
  orderInfo: "DH15959145",
  amount: vnd(100_000),
  locale: "vi",
  methods: ["WALLET", "ATM", "CC", "BANK_TRANSFER"],
  title: "Thanh toán",
  returnUrl: "https://sandbox-api.neopay.vn/pg/paygate/tryitnow",
  againUrl: "https://google.com",
  createToken: false,
};

const documentedData = {
  redirect: "https://sandbox-api.neopay.vn/pg/paygate/XASUKU?billId=231018075010VNBRZF",
  qrData:
    "00020101021238560010A0000007270126000697045701129020008685300208QRIBFTTA530370454061000005802VN5915NEOX DIEN MAY H62110807NEO20706304051F",
  bankName: "Wooribank",
  bankAccount: "902000868530",
  bankAccountName: "NEOX DIEN MAY H",
  amount: 100_000,
  remark: "NEO2070",
};

describe("a request to pay", () => {
  it("by POST is the manual's example, letter for letter, hash included", async () => {
    const { call, sent } = shop();

    await createPayment(call, byPost);

    expect(sent[0]).toMatchObject({
      method: "POST",
      url: "https://sandbox-api.neopay.vn/pg/api/v1/paygate/neopay",
    });
    expect(JSON.parse(sent[0]?.body ?? "")).toEqual({
      neo_MerchantCode: "XASUKU",
      neo_Currency: "VND",
      neo_Locale: "vi",
      neo_Version: "1",
      neo_Command: "PAY",
      neo_Amount: 100_000,
      neo_MerchantTxnID: "123123123030",
      neo_OrderID: "ORDER00001",
      neo_OrderInfo: "IFtestpost",
      neo_ReturnURL: "https://google.com",
      neo_PaymentMethod: ["QR"],
      neo_ExtData: {
        orderData: {
          payItems: [
            {
              orderId: "SUB_20231225_001",
              desc: "Description for sub order id 001",
              price: 37_000,
              extraInfo: { foo: "bar" },
            },
            {
              orderId: "SUB_20231225_002",
              desc: "Description for sub order id 002",
              price: 63_000,
              extraInfo: { foo: "bar" },
            },
          ],
        },
      },
      neo_SecureHash: "08D507127FEF12C7719CB33221C708650F21EE3C4CA68B7E5E762B9FE648F916",
    });
  });

  it("by GET is the manual's example, parameter for parameter, and asks nobody", async () => {
    const { call, sent } = shop();
    const documented = new URL(
      "https://sandbox-api.neopay.vn/pg/api/v1/paygate/neopay?neo_MerchantCode=XASUKU&neo_PaymentMethod=WALLET,ATM,CC,BANK_TRANSFER&neo_Currency=VND&neo_Locale=vi&neo_Version=1&neo_Command=PAY&neo_Amount=100000&neo_MerchantTxnID=T15959145&neo_OrderID=DH15959145&neo_OrderInfo=DH15959145&neo_Title=Thanh%20to%C3%A1n&neo_ReturnURL=https://sandbox-api.neopay.vn/pg/paygate/tryitnow&neo_AgainURL=https://google.com&neo_TokenCreate=false&neo_SecureHash=1E0D5C957C7CE67750ED82DD1336AC12AA2434A94FE4B707BA23027FEFA1A248",
    );

    const created = await createPayment(call, byGet);

    if (created.kind !== "created") throw new Error(created.kind);
    const url = new URL(created.url);
    expect(url.origin + url.pathname).toBe(documented.origin + documented.pathname);
    expect(Object.fromEntries(url.searchParams)).toEqual(Object.fromEntries(documented.searchParams));
    expect(created.transfer).toBeNull();
    expect(sent).toEqual([]);
  });

  it("carries what was chosen and leaves out what was not", async () => {
    const { call, sent } = shop();

    await createPayment(call, {
      ...byPost,
      orderId: "ĐH 2024/0001 with a name that is longer than NeoX takes",
      methods: [],
      items: undefined,
      expiresInS: 900,
      customer: { id: "C1", email: "lan@example.test", phone: "0901234567", ip: "192.0.2.1" },
      createToken: true,
      forIframe: true,
    });

    const body = JSON.parse(sent[0]?.body ?? "");
    expect(body).toMatchObject({
      neo_ExpiresIn: 900,
      neo_CustomerID: "C1",
      neo_CustomerEmail: "lan@example.test",
      neo_CustomerPhone: "0901234567",
      neo_CustomerIpAddress: "192.0.2.1",
      neo_TokenCreate: true,
      neo_IframeCreate: true,
      neo_OrderID: expect.stringMatching(/^[A-Za-z0-9_-]{36}$/),
    });
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(["neo_PaymentMethod"]));
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(["neo_ExtData"]));
  });

  it.each<[string, Partial<PaymentLinkRequest>]>([
    ["another currency", { amount: { minor: 100_000n, currency: "HKD" } }],
    ["nothing to pay", { amount: vnd(0), items: undefined }],
    ["more than a JSON number holds", { amount: vnd(2n ** 60n), items: undefined }],
    ["a transaction ID that is too long", { merchantTransactionId: "T".repeat(37) }],
    ["a transaction ID with a blank", { merchantTransactionId: "T 1" }],
    ["no order info", { orderInfo: "" }],
    ["too much order info", { orderInfo: "x".repeat(257) }],
    ["an item without an order ID that NeoX takes", { items: [{ orderId: "", description: "", price: vnd(100_000) }] }],
    [
      "items of another currency",
      { items: [{ orderId: "1", description: "", price: { minor: 100_000n, currency: "HKD" } }] },
    ],
    ["no items at all", { items: [] }],
  ])("with %s never leaves", async (_name, change) => {
    const { call, sent } = shop();

    expect(await createPayment(call, { ...byPost, ...change })).toMatchObject({ cause: "invalid_locally" });
    expect(sent).toEqual([]);
  });

  it("leaves with items exactly when their prices sum to the amount", async () => {
    const price = fc.bigInt({ min: 0n, max: 10_000_000n });
    await fc.assert(
      fc.asyncProperty(fc.array(price, { minLength: 1, maxLength: 20 }), price, async (prices, difference) => {
        const sum = prices.reduce((total, one) => total + one, 0n);
        fc.pre(sum > 0n);
        const items = prices.map(
          (one, index): PaymentItem => ({ orderId: `S${index}`, description: "", price: vnd(one) }),
        );
        const { call, sent } = shop();

        await createPayment(call, { ...byPost, amount: vnd(sum + difference), items });

        expect(sent.length).toBe(difference === 0n ? 1 : 0);
      }),
    );
  });
});

describe("the answer to a request to pay", () => {
  const ask = (data: unknown, code = 0) =>
    createPayment(shop(jsonAnswer({ neo_ResponseCode: code, neo_ResponseData: data })).call, byPost);

  it("of the manual is a link and a transfer by QR", async () => {
    expect(await ask(documentedData)).toEqual({
      kind: "created",
      url: documentedData.redirect,
      transfer: {
        qrData: documentedData.qrData,
        bankName: "Wooribank",
        accountNumber: "902000868530",
        accountName: "NEOX DIEN MAY H",
        amount: vnd(100_000),
        remark: "NEO2070",
      },
    });
  });

  it("without a QR part is a link", async () => {
    expect(await ask({ redirect: documentedData.redirect })).toMatchObject({ kind: "created", transfer: null });
  });

  it.each([
    ["a link that is no web address", { ...documentedData, redirect: "javascript:alert(1)" }, "unreadable"],
    ["no link", { qrData: "x" }, "unreadable"],
    ["a QR code without its account", { redirect: documentedData.redirect, qrData: "x" }, "unreadable"],
    ["a QR code of another amount", { ...documentedData, amount: 100_001 }, "mismatch"],
  ])("with %s is no answer", async (_name, data, cause) => {
    expect(await ask(data)).toMatchObject({ kind: "no_answer", cause });
  });

  it("that says no gives the gateway's words", async () => {
    const { call } = shop(jsonAnswer({ neo_ResponseCode: 42, neo_ResponseMsg: "Price differs" }));
    expect(await createPayment(call, byPost)).toMatchObject({
      kind: "no_answer",
      cause: "refused",
      fault: { code: "42", text: "Price differs" },
    });
  });
});

describe("QUERY_DR", () => {
  const report = {
    neo_DRExists: "Y",
    neo_MerchantCode: "XASUKU",
    neo_Currency: "VND",
    neo_Command: "PAY",
    neo_Amount: 100_000,
    neo_MerchantTxnID: "P1",
    neo_TransactionID: "240830080146NDTISR",
    neo_ResponseCode: 0,
    neo_ResponseMsg: "Success",
  };
  const ask = (body: unknown, status = 200) =>
    queryTransaction(shop(jsonAnswer(body, status)).call, { merchantTransactionId: "P1" });

  it("asks with the merchant's own transaction ID", async () => {
    const { call, sent } = shop();
    await queryTransaction(call, { merchantTransactionId: "P1" });

    expect(JSON.parse(sent[0]?.body ?? "")).toEqual({
      neo_Command: "QUERY_DR",
      neo_MerchantCode: "XASUKU",
      neo_MerchantTxnID: "P1",
      neo_Version: "1",
      neo_SecureHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it.each([
    [0, "succeeded"],
    [9, "processing"],
    [99, "processing"],
    [1, "failed"],
    [18, "failed"],
    [-1, "failed"],
  ])("code %i means %s", async (neo_ResponseCode, result) => {
    expect(await ask({ ...report, neo_ResponseCode })).toMatchObject({
      kind: "found",
      result,
      amount: vnd(100_000),
      gatewayTransactionRef: "240830080146NDTISR",
    });
  });

  it.each([
    ["no such payment", { neo_DRExists: "N", neo_ResponseCode: 1 }, 200, { kind: "not_found" }],
    ["a refusal", { neo_ResponseCode: 1, neo_ResponseMsg: "Invalid" }, 200, { kind: "no_answer", cause: "refused" }],
    ["somebody else's", { ...report, neo_MerchantTxnID: "P2" }, 200, { kind: "no_answer", cause: "mismatch" }],
    ["another merchant's", { ...report, neo_MerchantCode: "Z" }, 200, { kind: "no_answer", cause: "mismatch" }],
    ["no amount", { ...report, neo_Amount: undefined }, 200, { kind: "no_answer", cause: "unreadable" }],
    ["neither yes nor no", { ...report, neo_DRExists: "?" }, 200, { kind: "no_answer", cause: "unreadable" }],
    ["a broken gateway", report, 500, { kind: "no_answer" }],
  ])("answered with %s", async (_name, body, status, outcome) => {
    expect(await ask(body, status)).toMatchObject(outcome);
  });
});

it("NeoX can make links and be asked for what became of them", () => {
  expect(neox.operations.createPayment?.methods).toEqual(["QR", "ATM", "CC", "WALLET"]);
  expect(neox.operations.queryTransaction).toBeDefined();
});

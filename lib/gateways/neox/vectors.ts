import type { NeoxFields, NeoxMessage } from "./signature.ts";

/** The secret of NeoX's published examples for QUERY_PT, REFUND and its notification. */
export const EXAMPLE_SECRET = "311235E7043244EC8306F96720748C56";
const PAY_SECRET = "7EDB9708213543968555AD010C42C16C";

export type Vector = {
  readonly name: string;
  readonly message: NeoxMessage;
  readonly fields: NeoxFields;
  readonly secretKey: string;
  /** What is hashed, without the secret. */
  readonly source: string;
  readonly hash: string;
};

const query = (transaction: string) => ({
  neo_Command: "QUERY_PT",
  neo_MerchantCode: "UFLIYL",
  neo_TransactionID: transaction,
  neo_Version: "1",
});

const refund = (request: string, payment: string, amount: number, receiver?: string) => ({
  neo_MerchantCode: "UFLIYL",
  neo_Command: "REFUND",
  neo_RequestID: request,
  neo_PaymentID: payment,
  neo_Amount: amount,
  neo_Version: "1",
  ...(receiver ? { neo_Receiver: receiver } : {}),
});

const documentedReceiver =
  "eyJhY2NvdW50TmFtZSI6Ik5HVVlFTiBWQU4gQSIsImFjY291bnROdW1iZXIiOiIxMjM0NTY3ODkiLCJzd2lmdENvZGUiOiJBU0NCVk5WWCJ9";
const ownReceiver =
  "eyJhY2NvdW50TmFtZSI6Ik5HVVlFTiBWQU4gQSIsImFjY291bnROdW1iZXIiOiIwMTIzNDU2Nzg5Iiwic3dpZnRDb2RlIjoiQkZUVlZOVlgifQ==";

/** The examples of NeoX's documents, and three of our own that were computed apart from this code. */
export const VECTORS: readonly Vector[] = [
  {
    name: "QUERY_PT of the manual",
    message: "QUERY_PT",
    fields: query("240830080146NDTISR"),
    secretKey: EXAMPLE_SECRET,
    source: "QUERY_PTUFLIYL240830080146NDTISR1",
    hash: "df594d1e467bd327a30fa45ce259987718a68bd54cc67afe74d1e15e255182a4",
  },
  {
    name: "REFUND of the manual",
    message: "REFUND",
    fields: refund("a68de39f-ea76-43fb-848f-b605b4aaf44e", "1439211", 10_000, documentedReceiver),
    secretKey: EXAMPLE_SECRET,
    source: `10000REFUNDUFLIYL1439211${documentedReceiver}1`,
    hash: "88cafbc3bc1312a4dbae11dedf17819ea6462b85a218298417a917f1797597fa",
  },
  {
    name: "REFUND notification of the manual",
    message: "REFUND_NOTIFICATION",
    fields: {
      neo_MerchantCode: "UFLIYL",
      neo_Command: "REFUND",
      neo_OrderID: "DH7255715767",
      neo_PaymentID: "1439211",
      neo_RequestID: "a68de39f-ea76-43fb-848f-b605b4aaf44e",
      neo_TransactionID: "XBSKM1OELUDU",
      neo_Amount: 10_000,
      neo_Fee: 3_300,
      neo_Version: "1",
      neo_ResponseCode: 0,
      neo_ResponseMsg: "Success",
    },
    secretKey: EXAMPLE_SECRET,
    source: "10000REFUND3300UFLIYLDH72557157671439211a68de39f-ea76-43fb-848f-b605b4aaf44e0SuccessXBSKM1OELUDU1",
    hash: "3C97E508CBED7561759D049C5FA58BE2DE455EA4E7EE07B1DFDF2AFC4783E144",
  },
  {
    name: "PAY by POST of the manual",
    message: "PAY",
    fields: {
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
      neo_ExtData: { orderData: { payItems: [] } },
    },
    secretKey: PAY_SECRET,
    source: "100000PAYVNDviXASUKU123123123030ORDER00001IFtestpostQRhttps://google.com1",
    hash: "08D507127FEF12C7719CB33221C708650F21EE3C4CA68B7E5E762B9FE648F916",
  },
  {
    name: "PAY by GET of the manual",
    message: "PAY",
    fields: {
      neo_MerchantCode: "XASUKU",
      neo_PaymentMethod: "WALLET,ATM,CC,BANK_TRANSFER",
      neo_Currency: "VND",
      neo_Locale: "vi",
      neo_Version: "1",
      neo_Command: "PAY",
      neo_Amount: 100_000,
      neo_MerchantTxnID: "T15959145",
      neo_OrderID: "DH15959145",
      neo_OrderInfo: "DH15959145",
      neo_Title: "Thanh toán",
      neo_ReturnURL: "https://sandbox-api.neopay.vn/pg/paygate/tryitnow",
      neo_AgainURL: "https://google.com",
      neo_TokenCreate: false,
    },
    secretKey: PAY_SECRET,
    source:
      "https://google.com100000PAYVNDviXASUKUT15959145DH15959145DH15959145WALLET,ATM,CC,BANK_TRANSFERhttps://sandbox-api.neopay.vn/pg/paygate/tryitnowThanh toánfalse1",
    hash: "1E0D5C957C7CE67750ED82DD1336AC12AA2434A94FE4B707BA23027FEFA1A248",
  },
  {
    name: "QUERY_PT of our own",
    message: "QUERY_PT",
    fields: query("240501102030ABCDEF"),
    secretKey: EXAMPLE_SECRET,
    source: "QUERY_PTUFLIYL240501102030ABCDEF1",
    hash: "f0b321d409c5d903f2d0f61529295795e7e2413d0392b9d71683f738e353e5ff",
  },
  {
    name: "REFUND of our own, card",
    message: "REFUND",
    fields: refund("RF-20240501-0001", "1439209", 250_000),
    secretKey: EXAMPLE_SECRET,
    source: "250000REFUNDUFLIYL14392091",
    hash: "abfd67b657fe037e277d94b71437d15b40d7c0d5fbd51aac2e9ac7e8bbd5bf6d",
  },
  {
    name: "REFUND of our own, QR",
    message: "REFUND",
    fields: refund("RF-20240501-0002", "1439211", 250_000, ownReceiver),
    secretKey: EXAMPLE_SECRET,
    source: `250000REFUNDUFLIYL1439211${ownReceiver}1`,
    hash: "df1eb26ec19b2fe64512a54e591537b026de620dfe77d799f985cb289cb9cf02",
  },
];

/** The receivers inside the vectors. */
export const RECEIVER_VECTORS = [
  {
    receiver: { accountName: "NGUYEN VAN A", accountNumber: "123456789", swiftCode: "ASCBVNVX" },
    encoded: documentedReceiver,
  },
  {
    receiver: { accountName: "NGUYEN VAN A", accountNumber: "0123456789", swiftCode: "BFTVVNVX" },
    encoded: ownReceiver,
  },
] as const;

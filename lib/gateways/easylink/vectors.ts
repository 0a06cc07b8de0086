import type { EasylinkFields } from "./signature.ts";

/** The published secret of the upstream project's demo merchant, whose examples easylink's manual prints. */
export const EXAMPLE_SECRET =
  "z6d0xyeraqyrpyfh4cq4rwafh2bvj0mk6xcf4wge3aj1hhjy670bn2np1nn6oa46lo1ztlxc4pnusnbtb0j68j5vfi7ie4hqhyqpu6x121ir6cbx9ka0v8hkyz34jgl7";
export const OWN_SECRET = "EasyLinkTestAppSecret0123456789";

export type Vector = {
  readonly name: string;
  readonly fields: EasylinkFields;
  readonly appSecret: string;
  /** What is signed, without the secret. */
  readonly source: string;
  readonly sign: string;
};

/** As printed, but for what easylink's translator changed without signing anew: currency, reason and address. */
const refundRequest = {
  payOrderId: "P202106181104177050002",
  extParam: "",
  mchOrderNo: "",
  refundReason: "退款测试",
  reqTime: "1624007315",
  version: "1.0",
  channelExtra: "",
  appId: "60cc09bce4b0f1c0b83761c9",
  mchRefundNo: "mho1624007315478",
  clientIp: "192.166.1.132",
  notifyUrl: "https://www.jeequan.com",
  signType: "MD5",
  currency: "cny",
  mchNo: "M1623984572",
  refundAmount: 4,
};

const refundAnswer = {
  channelOrderNo: "2021061822001423031419593035",
  mchRefundNo: "mho1624007315478",
  payAmount: 58,
  refundAmount: 4,
  refundOrderId: "R202106181708358940000",
  state: 2,
};

const queryRequest = {
  refundOrderId: "P202106181105527690009",
  appId: "60cc09bce4b0f1c0b83761c9",
  signType: "MD5",
  reqTime: "1624008199",
  mchNo: "M1623984572",
  version: "1.0",
};

/** As printed, but for the currency. */
const queryAnswer = {
  appId: "60cc09bce4b0f1c0b83761c9",
  channelOrderNo: "2021061822001423031419593035",
  createdAt: 1623985552769,
  currency: "cny",
  extParam: "",
  mchNo: "M1623984572",
  mchRefundNo: "mho1623985552430",
  payAmount: 58,
  payOrderId: "P202106181104177050002",
  refundAmount: 4,
  refundOrderId: "P202106181105527690009",
  state: 2,
  successTime: 1623985554000,
};

const ownRefund = {
  mchNo: "M1623984572",
  appId: "60cc09bce4b0f1c0b83761c9",
  payOrderId: "P202106181104177050002",
  mchOrderNo: "",
  mchRefundNo: "RF20240501-0001",
  refundAmount: 1250,
  currency: "HKD",
  refundReason: "User return",
  clientIp: "203.0.113.7",
  notifyUrl: "https://backoffice.example.com/hooks/easylink",
  channelExtra: "",
  extParam: "",
  reqTime: 1714521600123,
  version: "1.0",
  signType: "MD5",
};
const ownSource =
  "appId=60cc09bce4b0f1c0b83761c9&clientIp=203.0.113.7&currency=HKD&mchNo=M1623984572&mchRefundNo=RF20240501-0001&notifyUrl=https://backoffice.example.com/hooks/easylink&payOrderId=P202106181104177050002&refundAmount=1250&refundReason=User return&reqTime=1714521600123&signType=MD5&version=1.0";

/** A notification's body as it travels, its sign included. */
export const NOTIFICATION_BODY =
  "refundOrderId=R202405010000000001&payOrderId=P202106181104177050002&mchNo=M1623984572&appId=60cc09bce4b0f1c0b83761c9&mchRefundNo=RF20240501-0001&payAmount=5800&refundAmount=1250&currency=HKD&state=2&channelOrderNo=2021061822001423031419593035&extParam=&createdAt=1714521600500&successTime=1714521605000&reqTime=1714521605100&sign=F9CC863BC7FDAE35E253D84B4D71260B";

const { sign: notificationSign = "", ...notification } = Object.fromEntries(new URLSearchParams(NOTIFICATION_BODY));

/** The examples of easylink's manual, and three of our own that were computed apart from this code. */
export const VECTORS = {
  refundRequest: {
    name: "Refund request of the manual, its translation undone",
    fields: refundRequest,
    appSecret: EXAMPLE_SECRET,
    source:
      "appId=60cc09bce4b0f1c0b83761c9&clientIp=192.166.1.132&currency=cny&mchNo=M1623984572&mchRefundNo=mho1624007315478&notifyUrl=https://www.jeequan.com&payOrderId=P202106181104177050002&refundAmount=4&refundReason=退款测试&reqTime=1624007315&signType=MD5&version=1.0",
    sign: "2762CDB48D5179281DB6C0995E4EEDE0",
  },
  refundAnswer: {
    name: "Refund answer of the manual",
    fields: refundAnswer,
    appSecret: EXAMPLE_SECRET,
    source:
      "channelOrderNo=2021061822001423031419593035&mchRefundNo=mho1624007315478&payAmount=58&refundAmount=4&refundOrderId=R202106181708358940000&state=2",
    sign: "2843B811B7A75D56B7D1950362820875",
  },
  queryRequest: {
    name: "Query request of the manual",
    fields: queryRequest,
    appSecret: EXAMPLE_SECRET,
    source:
      "appId=60cc09bce4b0f1c0b83761c9&mchNo=M1623984572&refundOrderId=P202106181105527690009&reqTime=1624008199&signType=MD5&version=1.0",
    sign: "1484293FCAEAFE11DEC8949DB6B525A9",
  },
  queryAnswer: {
    name: "Query answer of the manual, its translation undone",
    fields: queryAnswer,
    appSecret: EXAMPLE_SECRET,
    source:
      "appId=60cc09bce4b0f1c0b83761c9&channelOrderNo=2021061822001423031419593035&createdAt=1623985552769&currency=cny&mchNo=M1623984572&mchRefundNo=mho1623985552430&payAmount=58&payOrderId=P202106181104177050002&refundAmount=4&refundOrderId=P202106181105527690009&state=2&successTime=1623985554000",
    sign: "E3F9F008FC5EF84BD782CCC7BE69DC5E",
  },
  ownRefund: {
    name: "Refund request of our own",
    fields: ownRefund,
    appSecret: OWN_SECRET,
    source: ownSource,
    sign: "B79B6FE858092C2E33B011B7E43E56C2",
  },
  ownRefundAsText: {
    name: "Refund request of our own, numbers as text",
    fields: { ...ownRefund, refundAmount: "1250", reqTime: "1714521600123" },
    appSecret: OWN_SECRET,
    source: ownSource,
    sign: "B79B6FE858092C2E33B011B7E43E56C2",
  },
  notification: {
    name: "Notification of our own",
    fields: notification,
    appSecret: OWN_SECRET,
    source:
      "appId=60cc09bce4b0f1c0b83761c9&channelOrderNo=2021061822001423031419593035&createdAt=1714521600500&currency=HKD&mchNo=M1623984572&mchRefundNo=RF20240501-0001&payAmount=5800&payOrderId=P202106181104177050002&refundAmount=1250&refundOrderId=R202405010000000001&reqTime=1714521605100&state=2&successTime=1714521605000",
    sign: notificationSign,
  },
} as const satisfies Record<string, Vector>;

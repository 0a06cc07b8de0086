import type { GatewayHttp, HttpOutcome, HttpRequest } from "../connector.ts";
import { type EasylinkCall, type EasylinkSettings, easylinkSettingsSchema } from "./account.ts";
import { type EasylinkFields, sign } from "./signature.ts";
import { OWN_SECRET } from "./vectors.ts";

/** An account of the examples, with a transport that records and answers as told. For tests. */
export function exampleCall(
  answer: HttpOutcome = jsonAnswer({}),
  settings: Partial<EasylinkSettings> = {},
  appSecret = OWN_SECRET,
) {
  const sent: HttpRequest[] = [];
  const http: GatewayHttp = async (request) => {
    sent.push(request);
    return answer;
  };
  const call: EasylinkCall = {
    account: {
      id: "account",
      baseUrl: "https://ts-api-pay.gnete.com.hk/",
      credentials: { mchNo: "M1623984572", appId: "60cc09bce4b0f1c0b83761c9", appSecret },
      settings: easylinkSettingsSchema.parse(settings),
      notificationUrl: "https://backoffice.example.com/hooks/easylink",
    },
    http,
    now: () => new Date(1_714_521_600_123),
  };
  return { call, sent };
}

/** An answer as easylink gives it: code 0, and a sign over the data. */
export function signedAnswer(data: EasylinkFields, appSecret = OWN_SECRET): HttpOutcome {
  return jsonAnswer({ code: 0, data, msg: "SUCCESS", sign: sign(data, appSecret) });
}

export function jsonAnswer(body: unknown, status = 200): HttpOutcome {
  return textAnswer(JSON.stringify(body), status);
}

export function textAnswer(body: string | Buffer, status = 200): HttpOutcome {
  return { kind: "answer", status, headers: {}, body: Buffer.from(body) };
}

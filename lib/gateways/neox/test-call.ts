import type { GatewayHttp, HttpOutcome, HttpRequest } from "../connector.ts";
import { type NeoxCall, type NeoxSettings, neoxSettingsSchema } from "./account.ts";
import { EXAMPLE_SECRET } from "./vectors.ts";

/** An account of NeoX's own examples, with a transport that records and answers as told. For tests. */
export function exampleCall(answer: HttpOutcome = jsonAnswer({}), settings: Partial<NeoxSettings> = {}) {
  const sent: HttpRequest[] = [];
  const http: GatewayHttp = async (request) => {
    sent.push(request);
    return answer;
  };
  const call: NeoxCall = {
    account: {
      id: "account",
      baseUrl: "https://sandbox-api.neopay.vn/pg/",
      credentials: { merchantCode: "UFLIYL", secretKey: EXAMPLE_SECRET },
      settings: neoxSettingsSchema.parse(settings),
      notificationUrl: "https://desk.example/api/notifications/account",
    },
    http,
    now: () => new Date("2026-01-02T03:04:05Z"),
  };
  return { call, sent };
}

export function jsonAnswer(body: unknown, status = 200): HttpOutcome {
  return textAnswer(JSON.stringify(body), status);
}

export function textAnswer(body: string | Buffer, status = 200): HttpOutcome {
  return { kind: "answer", status, headers: {}, body: Buffer.from(body) };
}

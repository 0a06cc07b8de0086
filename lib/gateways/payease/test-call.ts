import { createPrivateKey, createPublicKey } from "node:crypto";
import type { GatewayHttp, HttpOutcome, HttpRequest } from "../connector.ts";
import { type PayeaseCall, payeaseCredentialsSchema, payeaseSettingsSchema } from "./account.ts";
import { openEnvelope, sealEnvelope } from "./envelope.ts";
import type { PayeaseFields } from "./fields.ts";
import { publicHalf } from "./keys.ts";
import { signHmac } from "./signature.ts";
import { EXAMPLE_MERCHANT_KEY, EXAMPLE_PLATFORM_KEY } from "./vectors.ts";

/** An account of the vectors' keys, with a transport that records and answers as told. For tests. */
export function exampleCall(answer: HttpOutcome = textAnswer(""), settings: Record<string, unknown> = {}) {
  const sent: HttpRequest[] = [];
  const http: GatewayHttp = async (request) => {
    sent.push(request);
    return answer;
  };
  const call: PayeaseCall = {
    account: {
      id: "account",
      baseUrl: "https://apis.5upay.com/",
      credentials: payeaseCredentialsSchema.parse({
        merchantId: "890000593",
        privateKeyPem: EXAMPLE_MERCHANT_KEY,
        platformCertificatePem: publicHalf(EXAMPLE_PLATFORM_KEY),
      }),
      settings: payeaseSettingsSchema.parse(settings),
      notificationUrl: "https://backoffice.example.com/hooks/payease",
    },
    http,
    now: () => new Date("2026-01-02T03:04:05Z"),
  };
  return { call, sent };
}

/** What the platform reads in a request: its fields, as PayEase would open them. */
export function openedByPlatform(request: HttpRequest | undefined): PayeaseFields {
  const envelope = { encryptKey: request?.headers.encryptKey ?? "", data: request?.body ?? "" };
  const opened = openEnvelope(envelope, createPrivateKey(EXAMPLE_PLATFORM_KEY));
  return JSON.parse(opened?.toString("utf8") ?? "null");
}

export type Sealing = {
  readonly reader?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** As the platform signs: the hmac is over the fields as they are given. */
export function signed(fields: PayeaseFields, signer = EXAMPLE_PLATFORM_KEY): PayeaseFields {
  return { ...fields, hmac: signHmac(fields, createPrivateKey(signer)) };
}

/** A message of the platform: encrypted for the merchant, with its headers. */
export function sealed(content: PayeaseFields | string, { reader = EXAMPLE_MERCHANT_KEY, headers }: Sealing = {}) {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const { encryptKey, data } = sealEnvelope(text, createPublicKey(reader));
  return { headers: { encryptkey: encryptKey, ...headers }, data, body: Buffer.from(JSON.stringify({ data })) };
}

export function sealedAnswer(content: PayeaseFields | string, sealing: Sealing = {}, status = 200): HttpOutcome {
  const { headers, body } = sealed(content, sealing);
  return { kind: "answer", status, headers, body };
}

export function textAnswer(body: string | Buffer, status = 200, headers: Record<string, string> = {}): HttpOutcome {
  return { kind: "answer", status, headers, body: Buffer.from(body) };
}

export type Vector = {
  readonly name: string;
  readonly body: string;
  readonly secret: string;
  readonly signature: string;
};

/** The manual's example, computed apart from this code: `printf %s BODY | openssl dgst -sha256 -hmac SECRET`. */
export const VECTORS: readonly Vector[] = [
  {
    name: "Refund request of the manual",
    body: '{"merchant":"M1","reference":"R1","payment":"P1","amount_minor":1250,"currency":"EUR"}',
    secret: "0123456789abcdef0123456789abcdef",
    signature: "b76f293f6a1865095743b3243b76c269c9418d851cd59d8d2d9f53e6383f0adf",
  },
];

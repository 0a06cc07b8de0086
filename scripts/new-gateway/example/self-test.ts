import type { SelfTestStep } from "#lib/gateways/connector.ts";
import type { ExamplepayCall } from "./account.ts";
import { sign, verify } from "./signature.ts";
import { VECTORS } from "./vectors.ts";

/** The known examples through the code that signs and verifies, then what can be told of the account itself. */
export async function selfTest({ account }: ExamplepayCall): Promise<SelfTestStep[]> {
  const steps = VECTORS.map(({ name, body, secret, signature }) => {
    const ok = sign(body, secret) === signature && verify(Buffer.from(body), signature, secret);
    return { name, ok, detail: ok ? signature : "The signature differs from the known one." };
  });
  const isExample = VECTORS.some(({ secret }) => secret === account.credentials.secret);
  const detail = isExample ? "This is a published example." : "Not compared with the gateway: no call was made.";
  return [...steps, { name: "Secret", ok: !isExample, detail }];
}

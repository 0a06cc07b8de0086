import { createPrivateKey, createPublicKey } from "node:crypto";
import type { SelfTestStep } from "../connector.ts";
import type { PayeaseCall } from "./account.ts";
import { openEnvelope, sealEnvelope } from "./envelope.ts";
import { readFields } from "./fields.ts";
import { expiryOf, publicHalf } from "./keys.ts";
import { digestOf, signHmac, sourceString, verifyHmac } from "./signature.ts";
import { EXAMPLE_MERCHANT_KEY, EXAMPLE_PLATFORM_KEY, VECTORS, type Vector } from "./vectors.ts";

/** The known vectors through the code that signs and verifies, then what can be told of the account's own keys. */
export async function selfTest(call: PayeaseCall): Promise<SelfTestStep[]> {
  return [...VECTORS.map(vectorStep), envelopeStep(call), keyStep(call), certificateStep(call), ...settingSteps(call)];
}

function vectorStep({ name, fields, source, digest, signer, hmac }: Vector): SelfTestStep {
  const ok =
    sourceString(fields) === source &&
    digestOf(source).toString("hex") === digest &&
    signHmac(fields, createPrivateKey(signer)) === hmac &&
    verifyHmac({ ...fields, hmac }, createPublicKey(signer));
  return { name, ok, detail: ok ? hmac : "The hmac differs from the known one." };
}

/** What the account's public key wraps, its private key opens. */
function envelopeStep({ account }: PayeaseCall): SelfTestStep {
  const { privateKeyPem } = account.credentials;
  const envelope = sealEnvelope('{"amount":"12.50"}', createPublicKey(privateKeyPem));
  const opened = openEnvelope(envelope, createPrivateKey(privateKeyPem));
  const ok = opened !== undefined && readFields(opened)?.amount === "12.50";
  return { name: "Envelope", ok, detail: ok ? "Sealed and opened." : "What was sealed could not be opened." };
}

function keyStep({ account }: PayeaseCall): SelfTestStep {
  const { privateKeyPem, platformCertificatePem } = account.credentials;
  const [own, platform] = [publicHalf(privateKeyPem), publicHalf(platformCertificatePem)];
  const published = [EXAMPLE_MERCHANT_KEY, EXAMPLE_PLATFORM_KEY].map(publicHalf);
  const says = (ok: boolean, detail: string) => ({ name: "Keys", ok, detail });
  if (own === platform) return says(false, "This is your own certificate where PayEase's certificate belongs.");
  if (published.some((key) => key === own || key === platform) && isProduction(account.baseUrl))
    return says(false, "These are published example keys. Ask PayEase for the real certificates.");
  return says(true, "Not compared with PayEase: no call was made.");
}

function isProduction(baseUrl: string): boolean {
  return URL.parse(baseUrl)?.hostname.endsWith(".5upay.com") === true;
}

function certificateStep({ account, now }: PayeaseCall): SelfTestStep {
  const expiry = expiryOf(account.credentials.platformCertificatePem);
  const ok = expiry === null || expiry > now();
  const ends = expiry ? `${ok ? "Valid until" : "Ended at"} ${expiry.toISOString()}.` : "A public key without an end.";
  return { name: "Platform certificate", ok, detail: ends };
}

/** Settings that leave the documented way are no mistake, but whoever tests should read of them. */
function settingSteps({ account }: PayeaseCall): SelfTestStep[] {
  const { amountFormat, refundQuery } = account.settings;
  const steps: SelfTestStep[] = [];
  if (amountFormat !== "major-2dp")
    steps.push({ name: "amountFormat", ok: true, detail: `Amounts are written as ${amountFormat}.` });
  if (!refundQuery)
    steps.push({ name: "refundQuery", ok: true, detail: "Refunds are not asked for; only notifications tell." });
  return steps;
}

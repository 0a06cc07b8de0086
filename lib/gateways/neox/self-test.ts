import type { SelfTestStep } from "../connector.ts";
import type { NeoxCall } from "./account.ts";
import { encodeReceiver } from "./receiver.ts";
import { secureHash, sourceString, verifySecureHash } from "./signature.ts";
import { RECEIVER_VECTORS, VECTORS, type Vector } from "./vectors.ts";

/** The manual's examples through the code that signs and verifies, then what can be told of the account itself. */
export async function selfTest(call: NeoxCall): Promise<SelfTestStep[]> {
  return [...VECTORS.map(vectorStep), receiverStep(), secretStep(call), ...settingSteps(call)];
}

function vectorStep(vector: Vector): SelfTestStep {
  const { name, message, fields, secretKey, hash } = vector;
  const letters = hash === hash.toLowerCase() ? "lower" : "upper";
  const ok =
    sourceString(message, fields) === vector.source &&
    secureHash(message, fields, secretKey, letters) === hash &&
    verifySecureHash(message, { ...fields, neo_SecureHash: hash }, secretKey);
  return { name, ok, detail: ok ? hash : "The hash differs from the documented one." };
}

function receiverStep(): SelfTestStep {
  const ok = RECEIVER_VECTORS.every(({ receiver, encoded }) => encodeReceiver(receiver) === encoded);
  return {
    name: "neo_Receiver",
    ok,
    detail: ok ? "As documented." : "The encoded receiver differs from the documented one.",
  };
}

function secretStep({ account }: NeoxCall): SelfTestStep {
  const isExample = VECTORS.some(({ secretKey }) => secretKey === account.credentials.secretKey);
  const published = isExample && account.baseUrl.startsWith("https://api.neopay.vn/");
  return {
    name: "Secret key",
    ok: !published,
    detail: published
      ? "This is the secret printed in NeoX's manual. Ask NeoX for a key of your own."
      : "Not compared with NeoX: no call was made.",
  };
}

/** Settings that leave the documented way are no mistake, but whoever tests should read of them. */
function settingSteps({ account }: NeoxCall): SelfTestStep[] {
  const { hashCase, refundHashIncludesRequestId } = account.settings;
  const steps: SelfTestStep[] = [];
  if (hashCase !== "documented")
    steps.push({ name: "hashCase", ok: true, detail: `Hashes are sent in ${hashCase} case.` });
  if (refundHashIncludesRequestId) {
    steps.push({
      name: "refundHashIncludesRequestId",
      ok: true,
      detail: "REFUND is hashed with neo_RequestID, unlike the manual's example.",
    });
  }
  return steps;
}

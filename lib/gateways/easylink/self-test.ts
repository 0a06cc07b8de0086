import type { SelfTestStep } from "../connector.ts";
import type { EasylinkCall } from "./account.ts";
import { canBeNotified } from "./refund.ts";
import { sign, sourceString, verifySign } from "./signature.ts";
import { EXAMPLE_SECRET, OWN_SECRET, VECTORS, type Vector } from "./vectors.ts";

/** The known examples through the code that signs and verifies, then what can be told of the account itself. */
export async function selfTest(call: EasylinkCall): Promise<SelfTestStep[]> {
  return [...Object.values(VECTORS).map(vectorStep), secretStep(call), ...settingSteps(call)];
}

function vectorStep(vector: Vector): SelfTestStep {
  const { name, fields, appSecret } = vector;
  const ok =
    sourceString(fields) === vector.source &&
    sign(fields, appSecret) === vector.sign &&
    verifySign(fields, vector.sign, appSecret);
  return { name, ok, detail: ok ? vector.sign : "The sign differs from the known one." };
}

function secretStep({ account }: EasylinkCall): SelfTestStep {
  const isExample = [EXAMPLE_SECRET, OWN_SECRET].includes(account.credentials.appSecret);
  const published = isExample && URL.parse(account.baseUrl)?.hostname === "api-pay.gnete.com.hk";
  return {
    name: "App secret",
    ok: !published,
    detail: published
      ? "This is a published example. Ask easylink for a secret of your own."
      : "Not compared with easylink: no call was made.",
  };
}

/** Settings that leave the documented way are no mistake, but whoever tests should read of them. */
function settingSteps(call: EasylinkCall): SelfTestStep[] {
  const { currencies, requestFormat } = call.account.settings;
  const steps: SelfTestStep[] = [];
  if (requestFormat === "form") steps.push({ name: "requestFormat", ok: true, detail: "Requests are sent as forms." });
  if (currencies.join() !== "HKD")
    steps.push({ name: "currencies", ok: true, detail: `${currencies.join(", ")}; the manual only knows HKD.` });
  if (!canBeNotified(call)) {
    const detail = "No notification is asked for: results come by questions alone.";
    steps.push({ name: "Notification URL", ok: true, detail });
  }
  return steps;
}

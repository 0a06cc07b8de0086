import { controlCalls } from "./control-client.ts";
import type { NotifyInput, ShownPlainTruth } from "./plain-emulator.ts";
import type { MerchantInput, PaymentInput, PlanRequest, Violation } from "./plain-truth.ts";

export type PlainControl = ReturnType<typeof createPlainControl>;

/** The switches of a plain emulator. `url` is that of the emulators' process, without the gateway's name. */
export function createPlainControl(url: string, name: string) {
  const baseUrl = `${url}/${name}`;
  const call = controlCalls(baseUrl);
  return {
    /** The base URL of a gateway account that speaks to the emulator. */
    baseUrl,
    putMerchant: (merchantId: string, merchant: MerchantInput) =>
      call("PUT", `merchants/${encodeURIComponent(merchantId)}`, merchant),
    putPayment: (payment: PaymentInput) => call("PUT", "payments", payment),
    plan: (plan: PlanRequest) => call("PUT", "plan", plan),
    /** Sends a notification now, true or not; resolves when it has been tried. */
    notify: (notify: NotifyInput) => call("POST", "notify", notify),
    truth: () => call<ShownPlainTruth>("GET", "truth"),
    violations: () => call<Violation[]>("GET", "violations"),
  };
}

import { controlCalls } from "../../emulator-kit/control-client.ts";
import type {
  MerchantInput,
  NotifyInput,
  PaymentsInput,
  PlanRequest,
  PortalRefundInput,
  SettleInput,
} from "./control-schema.ts";
import type { MerchantKeys } from "./merchant-keys.ts";
import type { ShownTruth } from "./show-truth.ts";
import type { Violation } from "./truth.ts";

export type PayeaseControl = ReturnType<typeof createPayeaseControl>;

/** The emulator's switches for seed and tests. `url` is that of the emulators' process, without `/payease`. */
export function createPayeaseControl(url: string) {
  const baseUrl = `${url}/payease`;
  const call = controlCalls(baseUrl);
  return {
    /** The base URL of a gateway account that speaks to the emulator. */
    baseUrl,
    /** Answers with the keys that an account of this merchant needs. */
    putMerchant: (merchantId: string, merchant: MerchantInput = {}) =>
      call<MerchantKeys>("PUT", `merchants/${encodeURIComponent(merchantId)}`, merchant),
    putPayments: (payments: PaymentsInput) => call("PUT", "payments", payments),
    /** Replaces the plan of one merchant, or the one for all that have none. */
    plan: (plan: PlanRequest) => call("PUT", "plan", plan),
    settle: (settle: SettleInput) => call("POST", "settle", settle),
    /** Sends a notification now, true or not; resolves when it has been tried. */
    notify: (notify: NotifyInput) => call("POST", "notify", notify),
    portalRefund: (refund: PortalRefundInput) => call("POST", "portal-refund", refund),
    truth: (merchantId?: string) =>
      call<ShownTruth>("GET", merchantId ? `truth?merchant=${encodeURIComponent(merchantId)}` : "truth"),
    violations: () => call<Violation[]>("GET", "violations"),
    reset: () => call("POST", "reset"),
  };
}

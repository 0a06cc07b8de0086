import { controlCalls } from "../../emulator-kit/control-client.ts";
import type {
  MerchantInput,
  NotifyInput,
  PaymentsInput,
  PlanRequest,
  PortalRefundInput,
  SettleInput,
} from "./control-schema.ts";
import type { ShownTruth } from "./show-truth.ts";
import type { Violation } from "./truth.ts";

export type NeoxControl = ReturnType<typeof createNeoxControl>;

/** The emulator's switches for seed and tests. `url` is that of the emulators' process, without `/neox`. */
export function createNeoxControl(url: string) {
  const baseUrl = `${url}/neox`;
  const call = controlCalls(baseUrl);
  return {
    /** The base URL of a gateway account that speaks to the emulator. */
    baseUrl,
    putMerchant: (code: string, merchant: MerchantInput) =>
      call("PUT", `merchants/${encodeURIComponent(code)}`, merchant),
    putPayments: (payments: PaymentsInput) => call("PUT", "payments", payments),
    /** Replaces the plan of one merchant, or the one for all that have none. */
    plan: (plan: PlanRequest) => call("PUT", "plan", plan),
    settle: (settle: SettleInput) => call("POST", "settle", settle),
    /** Sends a notification now, true or not; resolves when it has been tried. */
    notify: (notify: NotifyInput) => call("POST", "notify", notify),
    portalRefund: (refund: PortalRefundInput) => call("POST", "portal-refund", refund),
    truth: (merchantCode?: string) =>
      call<ShownTruth>("GET", merchantCode ? `truth?merchant=${encodeURIComponent(merchantCode)}` : "truth"),
    violations: () => call<Violation[]>("GET", "violations"),
    reset: () => call("POST", "reset"),
  };
}

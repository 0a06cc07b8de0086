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

export type EasylinkControl = ReturnType<typeof createEasylinkControl>;

/** The emulator's switches for seed and tests. `url` is that of the emulators' process, without `/easylink`. */
export function createEasylinkControl(url: string) {
  const baseUrl = `${url}/easylink`;
  const call = controlCalls(baseUrl);
  return {
    /** The base URL of a gateway account that speaks to the emulator. */
    baseUrl,
    putMerchant: (mchNo: string, merchant: MerchantInput) =>
      call("PUT", `merchants/${encodeURIComponent(mchNo)}`, merchant),
    putPayments: (payments: PaymentsInput) => call("PUT", "payments", payments),
    /** Replaces the plan of one merchant, or the one for all that have none. */
    plan: (plan: PlanRequest) => call("PUT", "plan", plan),
    settle: (settle: SettleInput) => call("POST", "settle", settle),
    /** State 4 now, and nobody is told. */
    close: (mchRefundNo: string) => call("POST", "close", { mchRefundNo }),
    /** Sends a notification now, true or not; resolves when it has been tried. */
    notify: (notify: NotifyInput) => call("POST", "notify", notify),
    portalRefund: (refund: PortalRefundInput) => call("POST", "portal-refund", refund),
    truth: (mchNo?: string) => call<ShownTruth>("GET", mchNo ? `truth?merchant=${encodeURIComponent(mchNo)}` : "truth"),
    violations: () => call<Violation[]>("GET", "violations"),
    reset: () => call("POST", "reset"),
  };
}

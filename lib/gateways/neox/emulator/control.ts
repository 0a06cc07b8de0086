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
  const call = async <T = unknown>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/neox/_control/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`The NeoX emulator refused ${method} ${path}: ${JSON.stringify(answer)}`);
    return answer as T;
  };
  return {
    /** The base URL of a gateway account that speaks to the emulator. */
    baseUrl: `${url}/neox`,
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

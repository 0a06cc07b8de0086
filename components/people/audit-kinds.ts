import { useTranslations } from "next-intl";

/** The kinds that can be chosen from; an event of any other kind is shown by its own name. */
export const AUDIT_KINDS = [
  "refund.state",
  "refund.approved",
  "refund.contradiction",
  "payment.checked",
  "receiver.revealed",
  "export.started",
  "export.ended",
  "notification.replayed",
  "case.proposed",
  "case.confirmed",
  "order.imported",
  "order.changed",
  "payment_link.created",
  "payment_link.failed",
  "payment_link.differs",
  "payment.received",
  "user.signed_in",
  "user.signed_out",
  "user.sign_in_failed",
  "user.locked",
  "user.session_ended",
  "user.signed_out_everywhere",
  "user.password_changed",
  "user.password_change_refused",
  "user.profile_changed",
  "user.invited",
  "user.created",
  "user.invitation_accepted",
  "user.changed",
  "user.disabled",
  "user.enabled",
  "user.reset",
  "user.password_reset",
  "api_key.created",
  "api_key.revoked",
  "policy.proposed",
  "policy.withdrawn",
  "policy.changed",
  "merchant.changed",
  "gateway_account_created",
  "gateway_account_changed",
  "gateway_account_change_proposed",
  "gateway_account_change_withdrawn",
  "gateway_account_tested",
  "sending_paused",
  "sending_resumed",
  "breaker_opened",
  "breaker_closed",
  "reconciliation_started",
  "reconciliation_finished",
  "extract_compared",
  "invariant.broken",
  "invariant.holds",
  "sending_frozen",
  "sending_unfrozen",
] as const;

export function useAuditKind(): (kind: string) => string {
  const t = useTranslations("people.audit.kind");
  return (kind) => {
    const key = kind.replaceAll(".", "_") as Parameters<typeof t.has>[0];
    return t.has(key) ? t(key) : kind;
  };
}

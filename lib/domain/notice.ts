import { PERMISSIONS, type Permission, type Role } from "./permissions.ts";
import type { RefundState } from "./refund-state.ts";

/** What people are told, by the matter that they may want to hear of or not. */
export const NOTICE_TOPICS = {
  approvals: ["approval_wanted", "approval_expiring", "review_wanted"],
  trouble: [
    "refund_rejected",
    "refund_sent_back",
    "refund_failed",
    "refund_needs_review",
    "refund_reversed",
    "refund_expiring",
    "refund_expired",
    "refund_cancelled",
  ],
  progress: ["refund_approved", "refund_succeeded"],
  questions: ["question_asked"],
  answers: ["question_answered"],
  changes: ["policy_change_proposed", "account_change_proposed"],
} as const;

export type NoticeTopic = keyof typeof NOTICE_TOPICS;
export type NoticeKind = (typeof NOTICE_TOPICS)[NoticeTopic][number];
export type NoticeWay = { readonly inPage: boolean; readonly byMail: boolean };

/** As long as a person has not said otherwise. Mail is for what waits for them or went wrong. */
export const USUAL_WAY: Readonly<Record<NoticeTopic, NoticeWay>> = {
  approvals: { inPage: true, byMail: true },
  trouble: { inPage: true, byMail: true },
  progress: { inPage: true, byMail: false },
  questions: { inPage: true, byMail: false },
  answers: { inPage: true, byMail: true },
  changes: { inPage: true, byMail: true },
};

/** Who hears of a topic at all, by their role. */
const HEARD_BY: Readonly<Record<NoticeTopic, Permission>> = {
  approvals: "refunds.approve",
  trouble: "refunds.request",
  progress: "refunds.request",
  questions: "questions.answer",
  answers: "questions.ask",
  changes: "policy.manage",
};

/** An event's message to people: these by name, and all who have one of the roles, but for some. */
export type Telling = {
  readonly kind: NoticeKind;
  readonly people?: readonly string[];
  readonly roles?: readonly Role[];
  readonly except?: readonly string[];
};

export function topicOf(kind: NoticeKind): NoticeTopic {
  const topics = Object.entries(NOTICE_TOPICS) as [NoticeTopic, readonly NoticeKind[]][];
  const found = topics.find(([, kinds]) => kinds.includes(kind));
  if (!found) throw new Error(`No topic has the notice ${kind}.`);
  return found[0];
}

export function topicsFor(role: Role): readonly NoticeTopic[] {
  const topics = Object.keys(NOTICE_TOPICS) as NoticeTopic[];
  return topics.filter((topic) => rolesFor(HEARD_BY[topic]).includes(role));
}

export function rolesFor(permission: Permission): readonly Role[] {
  return PERMISSIONS[permission];
}

type Step = {
  readonly from: RefundState | null;
  readonly to: RefundState;
  /** Null where a machine asked for the refund. */
  readonly requesterId: string | null;
  /** Null where no person did it. */
  readonly actorId: string | null;
};

const REQUESTER_HEARS: Partial<Readonly<Record<RefundState, NoticeKind>>> = {
  rejected: "refund_rejected",
  sent_back: "refund_sent_back",
  expired: "refund_expired",
  cancelled: "refund_cancelled",
  succeeded: "refund_succeeded",
  failed: "refund_failed",
  needs_review: "refund_needs_review",
  reversed: "refund_reversed",
};

/** Who hears of a refund's step: whoever must act now, and who asked for it. Nobody hears of what they did. */
export function tellingsOf({ from, to, requesterId, actorId }: Step): readonly Telling[] {
  const done = [requesterId, actorId].filter((id) => id !== null);
  const toDecide = { roles: rolesFor("refunds.approve"), except: done };
  const kind = from === "awaiting_approval" && to === "queued" ? "refund_approved" : REQUESTER_HEARS[to];
  return [
    ...(kind && requesterId && requesterId !== actorId ? [{ kind, people: [requesterId] }] : []),
    ...(to === "awaiting_approval" ? [{ kind: "approval_wanted" as const, ...toDecide }] : []),
    ...(to === "needs_review"
      ? [{ kind: "review_wanted" as const, roles: rolesFor("refunds.resolve"), except: done }]
      : []),
  ];
}

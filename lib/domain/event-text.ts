import type { RefundState } from "./refund-state.ts";

/** The English words of the states (ui.md 1); other languages are in messages/. */
export const STATE_WORDS: Readonly<Record<RefundState, string>> = {
  awaiting_approval: "Awaiting approval",
  sent_back: "Sent back",
  rejected: "Rejected",
  expired: "Expired",
  cancelled: "Cancelled",
  queued: "Approved – in line",
  submitting: "Sending",
  processing: "At the gateway",
  unknown: "Unknown – checking",
  needs_review: "Needs a person",
  succeeded: "Refunded",
  failed: "Failed",
  reversed: "Came back",
};

const BETWEEN_PEOPLE: ReadonlySet<string> = new Set(["note.written", "question.asked", "question.answered"]);

/** What colleagues write to each other stays on the desk's own pages: the API and the command line do not tell it. */
export function isBetweenPeople(kind: string): boolean {
  return BETWEEN_PEOPLE.has(kind);
}

/** The English sentence of an event for the API, the command line and exports. Screens translate by kind and data. */
export function describeEvent(kind: string, data: Readonly<Record<string, unknown>>): string {
  const text = (name: string) => (data[name] === null || data[name] === undefined ? "" : String(data[name]));
  switch (kind) {
    case "refund.state": {
      const to = text("to") as RefundState;
      const word = STATE_WORDS[to] ?? to;
      const why =
        text("reason") ||
        (text("code") ? `the gateway said ${text("code")} ${text("text")}`.trim() : "") ||
        text("cause") ||
        text("case");
      return data.from === null
        ? `Requested ${text("amount")} ${text("currency")}: ${word}`
        : why
          ? `${word}: ${why}`
          : word;
    }
    case "refund.approved":
      return `Approved (${text("given")} of ${text("needed")})`;
    case "refund.verified":
      return "Verified: it was not sent before the restore";
    case "refund.contradiction":
      return `The gateway contradicts itself: ${text("verdict")} by ${text("source")} while ${text("state")}`;
    case "payment.checked":
      return `Checked at the gateway: refunded ${text("refunded")} of ${text("amount")}${text("difference") ? `, differs by ${text("difference")}` : ""}`;
    case "refund.expiring":
      return `Nobody has decided yet; ${text("left") === "half" ? "half" : "a tenth"} of the time is left`;
    case "note.written":
      return `Note: ${text("text")}`;
    case "question.asked":
      return `Question: ${text("text")}`;
    case "question.answered":
      return `Answer: ${text("text")}`;
    case "order.imported":
      return "Order imported";
    case "order.changed":
      return "Order changed";
    case "payment_link.created":
      return `Payment link over ${text("amount")} ${text("currency")} made`;
    case "payment_link.failed":
      return `Payment link not paid: ${text("why")} ${text("text")}`.trim();
    case "payment_link.differs":
      return `Something else was paid than the link asked for: ${text("why")}`;
    case "payment.received":
      return `Payment received: ${text("amount")} ${text("currency")} by ${text("method")}`;
    case "receiver.revealed":
      return `Beneficiary's account shown in full: ${text("reason")}`;
    case "export.started":
      return `Export of ${text("subject")} begun, account numbers ${text("accounts")}${text("reason") && `: ${text("reason")}`}`;
    case "export.ended":
      return text("outcome") === "whole"
        ? `Export ended with ${text("rows")} lines, SHA-256 ${text("sha256")}`
        : `Export broken off after ${text("rows")} lines`;
    case "notification.replayed":
      return `A stored notification was processed again: ${text("effect")}`;
    default:
      return kind.replaceAll(/[._]/g, " ");
  }
}

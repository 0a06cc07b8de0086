/**
 * A hint, sent by NOTIFY and passed on by the event stream: something about these rows changed, read them again.
 * It is never the data itself.
 */
export type LiveHint = {
  readonly refundId?: string;
  readonly paymentId?: string;
  readonly orderId?: string;
  /** Of a refund that is a part of one: it is shown with the others. */
  readonly groupId?: string;
  readonly topic: "refund" | "payment" | "inbox" | "worker" | "case" | "notice" | "comment";
};

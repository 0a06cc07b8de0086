import type { RefundActions } from "#components/refunds/actions.ts";
import {
  answerAction,
  approveAction,
  queryNowAction,
  rejectAction,
  sendBackAction,
  withdrawAction,
} from "./actions.ts";

export const refundActions: RefundActions = {
  approve: approveAction,
  sendBack: sendBackAction,
  reject: rejectAction,
  withdraw: withdrawAction,
  answer: answerAction,
  queryNow: queryNowAction,
};

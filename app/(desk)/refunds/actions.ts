"use server";

import { operatorAction } from "#lib/actions/operator-action.ts";
import {
  answerSentBackSchema,
  decideRefundSchema,
  decideWithReasonSchema,
  withdrawRefundSchema,
} from "#lib/contracts/refund.ts";
import {
  answerSentBack,
  approveRefund,
  queryRefundNow,
  rejectRefund,
  sendBackRefund,
  withdrawRefund,
} from "#lib/server.ts";

export const approveAction = operatorAction({
  name: "refund.approve",
  permission: "refunds.approve",
  input: decideRefundSchema,
  run: approveRefund,
});

export const sendBackAction = operatorAction({
  name: "refund.send_back",
  permission: "refunds.approve",
  input: decideWithReasonSchema,
  run: sendBackRefund,
});

export const rejectAction = operatorAction({
  name: "refund.reject",
  permission: "refunds.approve",
  input: decideWithReasonSchema,
  run: rejectRefund,
});

export const withdrawAction = operatorAction({
  name: "refund.withdraw",
  permission: "refunds.withdraw",
  input: withdrawRefundSchema,
  run: withdrawRefund,
});

export const answerAction = operatorAction({
  name: "refund.answer",
  permission: "refunds.request",
  input: answerSentBackSchema,
  run: answerSentBack,
});

export const queryNowAction = operatorAction({
  name: "refund.query",
  permission: "payments.check",
  input: withdrawRefundSchema,
  run: queryRefundNow,
});

import type { Fields } from "./protocol.ts";
import type { RefundTruth } from "./truth.ts";

/** What the answer to a refund says of it; what is null is left out. */
export function refundData(refund: RefundTruth): Fields {
  const { channelOrderNo, errCode, errMsg, mchRefundNo, payAmount, refundAmount, refundOrderId, state } = refund;
  return withoutNulls({
    channelOrderNo: state === 2 ? channelOrderNo : null,
    errCode,
    errMsg,
    mchRefundNo,
    payAmount,
    refundAmount,
    refundOrderId,
    state,
  });
}

/** What a question and a notification tell of it. */
export function refundFacts(refund: RefundTruth): Fields {
  const { appId, createdAt, currency, endedAt, extParam, mchNo, payOrderId, state } = refund;
  return withoutNulls({
    ...refundData(refund),
    appId,
    createdAt,
    currency,
    extParam,
    mchNo,
    payOrderId,
    successTime: state === 2 ? endedAt : null,
  });
}

function withoutNulls(fields: Fields): Fields {
  const there = Object.entries(fields).filter(([, value]) => value !== null);
  return Object.fromEntries(there.sort(([a], [b]) => (a < b ? -1 : 1)));
}

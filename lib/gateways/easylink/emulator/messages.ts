/** The upstream's words, in the order of its checks: the first that fails is the answer. */
export const MESSAGES = {
  mchNo: "商户号不能为空",
  appId: "商户应用ID不能为空",
  version: "版本号不能为空",
  signType: "签名类型不能为空",
  sign: "签名值不能为空",
  reqTime: "时间戳不能为空",
  mchRefundNo: "商户退款单号不能为空",
  currency: "货币代码不能为空",
  refundReason: "退款原因不能为空",
  refundAmount: "退款金额不能为空",
  amountBelowOne: "退款金额请大于1分",
  unknownMerchantOrApp: "商户或商户应用不存在",
  merchantInactive: "商户信息不存在或商户状态不可用",
  appInactive: "商户应用不存在或应用状态不可用",
  appOfOther: "参数appId与商户号不匹配",
  badSign: "验签失败",
  noOrderNumber: "mchOrderNo 和 payOrderId不能同时为空",
  notifyUrl: "异步通知地址协议仅支持http:// 或 https:// !",
  unknownOrder: "退款订单不存在",
  orderState: "订单状态不正确， 无法完成退款",
  fullyRefunded: "订单已全额退款，本次申请失败",
  exceedsBalance: "申请金额超出订单可退款余额，请检查退款金额",
  inFlight: "支付订单具有在途退款申请，请稍后再试",
  refundsComplete: "退款单已完成全部订单退款，本次申请失败",
  numberExists: "商户退款订单号[X]已存在",
  channelCannot: "当前通道不支持退款！",
  unexpected: "系统异常",
  noRefundNumber: "mchRefundNo 和 refundOrderId不能同时为空",
  unknownRefund: "订单不存在",
  reqTimeTooFar: "请求时间戳已过期",
} as const;

export type MessageName = keyof typeof MESSAGES;

export const MESSAGE_NAMES = Object.keys(MESSAGES) as [MessageName, ...MessageName[]];

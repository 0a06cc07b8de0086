import type { EasylinkSettings } from "./account.ts";

/** The gateway's upstream words for its checks 1 to 16, in their order: the request was refused as it came. */
const REFUSALS = [
  "商户号不能为空",
  "商户应用ID不能为空",
  "版本号不能为空",
  "签名类型不能为空",
  "签名值不能为空",
  "时间戳不能为空",
  "商户退款单号不能为空",
  "货币代码不能为空",
  "退款原因不能为空",
  "退款金额不能为空",
  "退款金额请大于1分",
  "商户或商户应用不存在",
  "商户信息不存在或商户状态不可用",
  "商户应用不存在或应用状态不可用",
  "参数appId与商户号不匹配",
  "验签失败",
  "mchOrderNo 和 payOrderId不能同时为空",
  "异步通知地址协议仅支持http:// 或 https:// !",
  "退款订单不存在",
  "订单状态不正确， 无法完成退款",
  "订单已全额退款，本次申请失败",
  "申请金额超出订单可退款余额，请检查退款金额",
  "支付订单具有在途退款申请，请稍后再试",
  "退款单已完成全部订单退款，本次申请失败",
  "当前通道不支持退款！",
].map(plain);

/** Checks 2 to 6, which come before anything about the refund: the merchant, its application, their signature. */
const REFUSE_US = [...REFUSALS.slice(11, 16), plain("Signature failed")];

/** "The merchant's refund number [X] exists already": check 15. */
const NUMBER_EXISTS = /^商户退款订单号\[.*\]已存在$/;

/** "The order does not exist": the answer to a question about a refund. */
const NOT_FOUND = plain("订单不存在");

/** Whether these are known words for a refusal of the request itself; with proof of absence they mean failed. */
export function refusesRequest(message: string, { refusalMessages }: EasylinkSettings): boolean {
  const said = plain(message);
  return REFUSALS.includes(said) || NUMBER_EXISTS.test(said) || refusalMessages.map(plain).includes(said);
}

/** Whether these words say that the gateway does not take us for ourselves. */
export function refusesUs(message: string): boolean {
  return REFUSE_US.includes(plain(message));
}

export function saysNotFound(message: string, { notFoundMessages }: EasylinkSettings): boolean {
  const said = plain(message);
  return said === NOT_FOUND || notFoundMessages.map(plain).includes(said);
}

/** Blanks, letter case, the width of punctuation and a full stop make no other sentence. */
function plain(message: string): string {
  return message
    .normalize("NFKC")
    .replace(/\s+/g, "")
    .replace(/[.。!]+$/, "")
    .toLowerCase();
}

/** The refund request names no currency: it is the payment's. */
export const CURRENCIES: readonly string[] = [
  "CNY",
  "USD",
  "EUR",
  "GBP",
  "JPY",
  "KRW",
  "RUB",
  "CHF",
  "HKD",
  "SGD",
  "MOP",
  "CAD",
  "NZD",
  "TWD",
  "AUD",
];

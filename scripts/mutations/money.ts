import type { Mutation } from "./mutation.ts";

const REQUEST = "lib/services/refunds/request-refund.db.test.ts";
const STEPS = "lib/services/refunds/one-send.db.test.ts";
const MONEY = "lib/domain/money.test.ts";
const BALANCE = "lib/domain/balance.test.ts";

/** Bugs in amounts, balances and keys. */
export const MONEY_AND_KEYS: readonly Mutation[] = [
  {
    name: "check-then-insert",
    breaks: "Requests that come together each see the whole balance as free.",
    file: "lib/db/postgres/payments.ts",
    find: "    reserve: async (id, amountMinor) => {\n      const rows = await tx.$executeRaw`",
    replace: `    reserve: async (id, amountMinor) => {
      const found = await tx.payment.findUniqueOrThrow({ where: { id } });
      if (found.capturedMinor - found.refundedMinor - found.reservedMinor < amountMinor) return false;
      const reservedMinor = found.reservedMinor + amountMinor;
      await tx.payment.update({ where: { id }, data: { reservedMinor } });
      if (id) return true;
      const rows = await tx.$executeRaw\``,
    caughtBy: [{ file: REQUEST, named: "C01" }],
  },
  {
    name: "portal-refunds-forgotten",
    breaks: "What was refunded in the portal can be refunded again.",
    file: "lib/domain/balance.ts",
    find: "return ours > theirs ? ours : theirs;",
    replace: "return ours;",
    caughtBy: [{ file: BALANCE }],
  },
  {
    name: "hold-forgotten",
    breaks: "Money on hold is offered as refundable.",
    file: "lib/domain/balance.ts",
    find: " - counters.heldMinor;",
    replace: ";",
    caughtBy: [{ file: BALANCE }],
  },
  {
    name: "every-currency-has-cents",
    breaks: "100000 dong become 10000000.",
    file: "lib/domain/money.ts",
    find: "if (digits !== undefined) DIGITS.set(currency, digits);\n  return digits;",
    replace: "return digits === undefined ? undefined : 2;",
    caughtBy: [{ file: MONEY }],
  },
  {
    name: "fraction-not-padded",
    breaks: "12.5 becomes 1.25.",
    file: "lib/domain/money.ts",
    find: 'fraction.padEnd(digits, "0")',
    replace: "fraction",
    caughtBy: [{ file: MONEY }],
  },
  {
    name: "nothing-released",
    breaks: "The amount of a rejected refund stays reserved for ever.",
    file: "lib/services/refunds/move-refund.ts",
    find: "    await tx.payments.release(refund.paymentId, refund.amountMinor);\n",
    replace: "",
    caughtBy: [{ file: "lib/services/refunds/people-decide.db.test.ts", named: "frees the amount" }],
  },
  {
    name: "released-twice",
    breaks: "Each end of a refund frees its amount twice, and the next request takes what is not there.",
    file: "lib/db/postgres/payments.ts",
    find: "SET reserved_minor = reserved_minor - ${amountMinor}, updated_at = now() WHERE",
    replace: "SET reserved_minor = GREATEST(0, reserved_minor - 2 * ${amountMinor}), updated_at = now() WHERE",
    caughtBy: [{ file: STEPS, named: "of a failure releases" }],
  },
  {
    name: "posted-twice",
    breaks: "A refund is counted twice as refunded.",
    file: "lib/db/postgres/payments.ts",
    find: "refunded_minor = refunded_minor + ${amountMinor},\n",
    replace: "refunded_minor = refunded_minor + 2 * ${amountMinor},\n",
    caughtBy: [{ file: STEPS, named: "G01" }],
  },
  {
    name: "gateway-total-stands-still",
    breaks: "After a refund the gateway's own total still shows it as free.",
    file: "lib/db/postgres/payments.ts",
    find: "const grown = alreadyRead ? 0n : amountMinor;",
    replace: "const grown = 0n;",
    caughtBy: [{ file: STEPS, named: "G01" }],
  },
  {
    name: "key-stands-for-two-wishes",
    breaks: "A second wish under a used key is answered with the first one, and nobody hears of it.",
    file: "lib/services/refunds/answer-again.ts",
    find: '  if (earlier.intentHash !== hash) return err(appError("idempotency_key_reused"));\n',
    replace: "",
    caughtBy: [{ file: REQUEST, named: "A04" }],
  },
  {
    name: "stale-balance-accepted",
    breaks: "A form that showed another balance is taken as it is.",
    file: "lib/services/refunds/request-refund.ts",
    find: "if (input.balanceToken !== undefined && input.balanceToken !== balanceToken(payment))",
    replace: 'if (input.balanceToken === "")',
    caughtBy: [{ file: REQUEST, named: "A11" }],
  },
  {
    name: "currency-of-the-caller",
    breaks: "A wish in another currency is taken in the payment's.",
    file: "lib/services/refunds/request-refund.ts",
    find: "if (input.currency !== undefined && input.currency !== payment.currency)",
    replace: 'if (input.currency === "")',
    caughtBy: [{ file: REQUEST, named: "A15" }],
  },
  {
    name: "double-click-not-noticed",
    breaks: "The same amount of the same payment goes twice because a page was sent twice.",
    file: "lib/services/refunds/request-refund.ts",
    find: "if (facts.repeated && ",
    replace: "if (!facts.repeated && ",
    caughtBy: [{ file: REQUEST, named: "A02" }],
  },
  {
    name: "rule-limit-not-compared",
    breaks: "The rule for small amounts lets every amount leave without approval.",
    file: "lib/domain/policy.ts",
    find: "limit === null || (limit.ok && facts.amount.minor <= limit.value.minor),",
    replace: "limit === null || limit.ok,",
    caughtBy: [{ file: "lib/domain/policy.test.ts" }],
  },
];

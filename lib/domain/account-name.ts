import { searchable } from "./text.ts";

/** How the name on an account compares with the customer's; no bank was asked. */
export type NameMatch = "same" | "similar" | "different";

/**
 * `same`: the same words in any order. `similar`: words left out (a middle name), or one letter mistyped. Null where
 * the customer's name has no letters that a bank in Vietnam prints.
 */
export function compareNames(accountName: string, customerName: string): NameMatch | null {
  const [account, customer] = [wordsOf(accountName), wordsOf(customerName)];
  if (account.length === 0 || customer.length === 0) return null;
  if (inOrder(account) === inOrder(customer)) return "same";
  const [fewer, more] = account.length < customer.length ? [account, customer] : [customer, account];
  const isShortened = fewer.length > 1 && fewer.every((word) => more.includes(word));
  return isShortened || isOneEditApart(account.join(""), customer.join("")) ? "similar" : "different";
}

function wordsOf(name: string): string[] {
  return searchable(name).match(/[a-z0-9]+/g) ?? [];
}

function inOrder(words: readonly string[]): string {
  return words.toSorted().join(" ");
}

/** One letter more, one less, or one other; or none, where only the spaces differ. */
function isOneEditApart(one: string, other: string): boolean {
  if (one === other) return true;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const [restOfOne, restOfOther] = [one.slice(at), other.slice(at)];
  return (
    restOfOne.slice(1) === restOfOther.slice(1) ||
    restOfOne === restOfOther.slice(1) ||
    restOfOne.slice(1) === restOfOther
  );
}

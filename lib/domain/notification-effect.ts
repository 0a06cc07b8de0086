/** What a stored notification did, or why it did nothing. Written once as text beside the message, read back here. */
export type NotificationEffect =
  | { readonly kind: "waiting" }
  | { readonly kind: "moved"; readonly from: string; readonly to: string }
  /** It made the gateway be asked about a payment. */
  | { readonly kind: "reported" }
  | { readonly kind: "fits"; readonly state: string }
  | { readonly kind: "contradicts"; readonly state: string }
  | { readonly kind: "differs"; readonly field: string }
  | { readonly kind: "nothing"; readonly why: NothingWhy };

const NOTHING = {
  "ignored: bad_signature": "bad_signature",
  "ignored: unreadable": "unreadable",
  "ignored: key retired": "key_retired",
  "ignored: cut anew": "cut_anew",
  unmatched: "unmatched",
  "unmatched: other account": "other_account",
  "settles nothing: we never sent it": "never_sent",
  "settles nothing: paid already": "paid_already",
} as const;

export type NothingWhy = (typeof NOTHING)[keyof typeof NOTHING] | "other_matter";

/** How each group of effects begins, for a list that shows one group. */
export const EFFECT_GROUPS = ["moved", "fits", "differs", "forged", "unmatched", "waiting"] as const;
export type EffectGroup = (typeof EFFECT_GROUPS)[number];

type Stored = { readonly verdict: string; readonly effect: string | null };

export function readEffect({ verdict, effect }: Stored): NotificationEffect {
  if (verdict === "bad_signature" || verdict === "unreadable") return { kind: "nothing", why: verdict };
  if (effect === null) return { kind: "waiting" };
  const [, from, to] = /^(\w+) -> (\w+)$/.exec(effect) ?? [];
  if (from && to) return { kind: "moved", from, to };
  const [, word, rest = ""] = /^([^:]+): (.+)$/.exec(effect) ?? [];
  if (word === "fits") return { kind: "fits", state: rest };
  if (word === "contradicts") return { kind: "contradicts", state: rest };
  if (word === "reported") return { kind: "reported" };
  if (word === "settles nothing" && rest.endsWith(" differs"))
    return { kind: "differs", field: rest.slice(0, -" differs".length) };
  return { kind: "nothing", why: NOTHING[effect as keyof typeof NOTHING] ?? "other_matter" };
}

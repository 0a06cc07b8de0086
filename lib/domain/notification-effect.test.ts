import { expect, it } from "vitest";
import { readEffect } from "./notification-effect.ts";

it.each([
  ["verified", null, { kind: "waiting" }],
  ["verified", "processing -> succeeded", { kind: "moved", from: "processing", to: "succeeded" }],
  ["verified", "fits: succeeded", { kind: "fits", state: "succeeded" }],
  ["verified", "contradicts: failed", { kind: "contradicts", state: "failed" }],
  ["verified", "reported: succeeded", { kind: "reported" }],
  ["verified", "settles nothing: amount differs", { kind: "differs", field: "amount" }],
  ["verified", "settles nothing: we never sent it", { kind: "nothing", why: "never_sent" }],
  ["verified", "ignored: cut anew", { kind: "nothing", why: "cut_anew" }],
  ["verified", "unmatched", { kind: "nothing", why: "unmatched" }],
  ["verified", "unmatched: other account", { kind: "nothing", why: "other_account" }],
  ["verified", "kept: CANCEL", { kind: "nothing", why: "other_matter" }],
  ["bad_signature", null, { kind: "nothing", why: "bad_signature" }],
  ["unreadable", "ignored: unreadable", { kind: "nothing", why: "unreadable" }],
] as const)("a message that is %s and did %j says so", (verdict, effect, expected) => {
  expect(readEffect({ verdict, effect })).toEqual(expected);
});

import { describe, expect, it } from "vitest";
import { pickSearch, searchWith } from "./search-string.ts";

describe("the search part of an address", () => {
  it("is the same text for the same search, in whatever order it was written", () => {
    expect(pickSearch({ state: "failed", q: "DH" }, ["q", "state"])).toBe(
      pickSearch({ q: "DH", state: "failed" }, ["q", "state"]),
    );
  });

  it("takes only the names that a page knows, and the first of repeated ones", () => {
    expect(pickSearch({ q: ["a", "b"], evil: "1" }, ["q", "state"])).toBe("q=a");
  });

  it("loses a value that becomes empty", () => {
    expect(searchWith("cursor=x&q=DH", { cursor: null, q: "" })).toBe("");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readStrictJson, readStrictObject } from "./strict-json.ts";

const read = (text: string) => readStrictJson(Buffer.from(text));

describe("E08 a stranger's JSON", () => {
  it("reads what JSON.parse reads", () => {
    const sound = fc.jsonValue({ maxDepth: 6 }).filter((value) => !JSON.stringify(value).includes("__proto__"));
    fc.assert(
      fc.property(sound, (value) => {
        expect(read(JSON.stringify(value, null, 2))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ["", "empty"],
    ['{"a":1', "truncated"],
    ["<html></html>", "not JSON"],
    ['{"a":1}{"a":1}', "twice"],
    ['{"code":1,"code":0}', "a name twice"],
    ['{"code":1,"c\\u006fde":0}', "a name twice, once escaped"],
    ['{"a":{"b":[{"c":1,"c":2}]}}', "a name twice, deep inside"],
    ['{"__proto__":{"code":0}}', "__proto__"],
    ["[".repeat(17) + "]".repeat(17), "too deep"],
    ["{'a':1}", "single quotes"],
  ])("refuses %s (%s)", (text) => {
    expect(read(text)).toBeUndefined();
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(readStrictJson(Buffer.from([0x22, 0xe9, 0x22]))).toBeUndefined();
  });

  it("takes the same name in different objects, and text that looks like a name", () => {
    expect(read('{"a":{"x":1},"b":{"x":2},"c":"\\"x\\":1","d":["x","x"]}')).toMatchObject({ b: { x: 2 } });
  });

  it("tells objects from everything else", () => {
    expect(readStrictObject(Buffer.from("[1]"))).toBeUndefined();
    expect(readStrictObject(Buffer.from("null"))).toBeUndefined();
    expect(readStrictObject(Buffer.from('{"a":1}'))).toEqual({ a: 1 });
  });
});

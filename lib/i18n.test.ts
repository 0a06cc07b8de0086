import { describe, expect, it } from "vitest";
import { preferredLocale } from "./i18n.ts";

describe("the language of a browser that nobody has told its wish", () => {
  it.each([
    [null, "en"],
    ["", "en"],
    ["fr-FR,de;q=0.8", "en"],
    ["vi-VN,vi;q=0.9,en;q=0.8", "vi"],
    ["zh-HK,zh;q=0.9,en;q=0.8", "zh-Hant"],
    ["zh-TW", "zh-Hant"],
    ["zh-Hant-HK", "zh-Hant"],
    ["zh-CN,zh;q=0.9", "zh-Hans"],
    ["zh", "zh-Hans"],
    ["zh-Hans-HK", "zh-Hans"],
    ["en;q=0.5, vi;q=0.9", "vi"],
    ["vi;q=0, en", "en"],
    ["fr, vi;q=0.2", "vi"],
    ["*", "en"],
  ])("is read from %j as %s", (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });
});

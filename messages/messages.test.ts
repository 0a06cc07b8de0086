import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { AUDIT_KINDS } from "#lib/domain/audit-kinds.ts";
import { REFUND_STATES } from "#lib/domain/refund-state.ts";
import { LOCALES, type Locale } from "#lib/i18n.ts";
import en from "./en.json" with { type: "json" };
import keyboardEn from "./keyboard.en.json" with { type: "json" };
import keyboardVi from "./keyboard.vi.json" with { type: "json" };
import keyboardHans from "./keyboard.zh-Hans.json" with { type: "json" };
import keyboardHant from "./keyboard.zh-Hant.json" with { type: "json" };
import noticesEn from "./notices.en.json" with { type: "json" };
import noticesVi from "./notices.vi.json" with { type: "json" };
import noticesHans from "./notices.zh-Hans.json" with { type: "json" };
import noticesHant from "./notices.zh-Hant.json" with { type: "json" };
import peopleEn from "./people.en.json" with { type: "json" };
import peopleVi from "./people.vi.json" with { type: "json" };
import peopleHans from "./people.zh-Hans.json" with { type: "json" };
import peopleHant from "./people.zh-Hant.json" with { type: "json" };
import vi from "./vi.json" with { type: "json" };
import hans from "./zh-Hans.json" with { type: "json" };
import hant from "./zh-Hant.json" with { type: "json" };

const MESSAGES = {
  en: { ...en, ...peopleEn, ...keyboardEn, ...noticesEn },
  vi: { ...vi, ...peopleVi, ...keyboardVi, ...noticesVi },
  "zh-Hant": { ...hant, ...peopleHant, ...keyboardHant, ...noticesHant },
  "zh-Hans": { ...hans, ...peopleHans, ...keyboardHans, ...noticesHans },
} as const satisfies Record<Locale, unknown>;

describe("messages", () => {
  it.each(LOCALES)("says in %s all that English says, and nothing else", (locale) => {
    expect(Object.keys(flat(MESSAGES[locale])).sort()).toEqual(Object.keys(flat(MESSAGES.en)).sort());
  });

  it.each(LOCALES)("names in %s the same values, tags and choices as English", (locale) => {
    const theirs = flat(MESSAGES[locale]);
    const differing = Object.entries(flat(MESSAGES.en)).filter(
      ([key, text]) => argumentsOf(text).join() !== argumentsOf(theirs[key] ?? "").join(),
    );

    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it.each(LOCALES)("has in %s a form for every number, and none that its grammar does not know", (locale) => {
    const rules = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const wrong = Object.entries(flat(MESSAGES[locale])).flatMap(([key, text]) =>
      pluralFormsOf(text)
        .filter((forms) => !rules.every((rule) => forms.includes(rule)) || forms.some((form) => !known(form, rules)))
        .map((forms) => `${key}: ${forms.join(" ")}`),
    );

    expect(wrong).toEqual([]);
  });

  it.each(LOCALES)("has in %s a different word for each state of a refund", (locale) => {
    const words = REFUND_STATES.map((state) => MESSAGES[locale].state[state]);

    expect(new Set(words).size).toBe(REFUND_STATES.length);
  });

  it.each(LOCALES)("has in %s a word for everything that the audit tells of", (locale) => {
    const words: Readonly<Record<string, string>> = MESSAGES[locale].people.audit.kind;

    expect(Object.keys(words).sort()).toEqual(AUDIT_KINDS.map((kind) => kind.replaceAll(".", "_")).sort());
  });

  it.each(LOCALES.filter((locale) => locale !== "en"))("leaves no sentence of %s in English", (locale) => {
    const english = flat(MESSAGES.en);
    const same = Object.entries(flat(MESSAGES[locale])).filter(
      ([key, text]) => text === english[key] && /\p{L} .*\p{L} .*\p{L}/u.test(text.replace(/\{.*?\}/g, "")),
    );

    expect(same).toEqual([]);
  });

  it("writes each Chinese in its own characters", () => {
    const textOf = (locale: Locale) => Object.values(flat(MESSAGES[locale])).join();

    expect(textOf("zh-Hant")).not.toMatch(/[订单审网关户发银认误这为号确设账审请须认]/);
    expect(textOf("zh-Hans")).not.toMatch(/[訂單審網關戶發銀認誤這為號確設帳請須閘]/);
  });

  it("ends a Chinese sentence with a Chinese full stop, and quotes as its readers do", () => {
    const hantTexts = Object.values(flat(MESSAGES["zh-Hant"]));
    const hansTexts = Object.values(flat(MESSAGES["zh-Hans"]));

    expect([...hantTexts, ...hansTexts].filter((text) => /\p{Script=Han}\.$/u.test(text))).toEqual([]);
    expect(hantTexts.filter((text) => /[“”]/.test(text))).toEqual([]);
    expect(hansTexts.filter((text) => /[「」]/.test(text))).toEqual([]);
  });
});

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, path = ""): Record<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value]] : Object.entries(flat(value, `${path}${key}.`)),
  );
  return Object.fromEntries(entries);
}

/** Every part of a message, those inside its choices and tags included. */
function partsOf(elements: readonly MessageFormatElement[]): MessageFormatElement[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.tag) return [element, ...partsOf(element.children)];
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [element];
    return [element, ...Object.values(element.options).flatMap(({ value }) => partsOf(value))];
  });
}

/** Names of values with their kind, each once; the choices of a `select` count, those of a plural are grammar. */
function argumentsOf(text: string): string[] {
  const named = partsOf(parse(text)).flatMap((part) => {
    if (part.type === TYPE.literal || part.type === TYPE.pound) return [];
    return [`${part.value} ${TYPE[part.type]} ${part.type === TYPE.select ? Object.keys(part.options).sort() : ""}`];
  });
  return [...new Set(named)].sort();
}

function pluralFormsOf(text: string): string[][] {
  return partsOf(parse(text)).flatMap((part) => (part.type === TYPE.plural ? [Object.keys(part.options)] : []));
}

function known(form: string, rules: readonly string[]): boolean {
  return /^=\d+$/.test(form) || rules.includes(form);
}

import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { AccountFieldKind } from "#lib/contracts/gateway-account.ts";

/** A field of an account as its connector's schema describes it, so that a new gateway needs no form of its own. */
export type AccountField = {
  readonly name: string;
  readonly kind: AccountFieldKind;
  readonly choices: readonly string[];
  readonly isRequired: boolean;
  readonly fallback: unknown;
};

type Described = {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Described[];
  readonly items?: Described;
  readonly maxLength?: number;
  readonly default?: unknown;
};

/** Longer texts are keys and certificates: they get a box of several lines. */
const ONE_LINE = 1_000;

export function fieldsOf(schema: z.ZodType): AccountField[] {
  const described = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const properties = (described.properties ?? {}) as Readonly<Record<string, Described>>;
  const required = described.required ?? [];
  return Object.entries(properties).map(([name, property]) => {
    const one = property.anyOf?.find(({ type }) => type !== "null") ?? property;
    return {
      name,
      kind: kindOf(one),
      choices: one.enum ?? [],
      isRequired: required.includes(name),
      fallback: property.default,
    };
  });
}

/** A value as its field shows it. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.join(value.every((item) => typeof item === "number") ? ", " : "\n");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * What the form's texts mean. Empty is left out, and so is what equals the default and was not stored before: a
 * default that changes later still reaches the account. What cannot be read stays text, for the schema to refuse.
 */
export function valuesOf(
  fields: readonly AccountField[],
  texts: Readonly<Record<string, string>>,
  stored: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const known = fields.map((field) => field.name);
  const read = fields
    .map((field) => [field, readText(field, texts[field.name]?.trim() ?? "")] as const)
    .filter(
      ([field, value]) => value !== undefined && !(isDeepStrictEqual(value, field.fallback) && !(field.name in stored)),
    )
    .map(([field, value]) => [field.name, value]);
  // A field that nobody described is given on, for the schema to refuse.
  const unknown = Object.entries(texts).filter(([name]) => !known.includes(name));
  return Object.fromEntries([...read, ...unknown]);
}

function readText({ kind }: AccountField, text: string): unknown {
  if (kind === "yes_no") return text !== "";
  if (text === "") return undefined;
  switch (kind) {
    case "number":
      return numberOf(text);
    case "numbers":
      return text
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map(numberOf);
    case "lines":
      return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter(Boolean);
    case "json":
      return jsonOf(text);
    default:
      return text;
  }
}

function kindOf({ type, enum: choices, items, maxLength = 0 }: Described): AccountFieldKind {
  if (choices) return "choice";
  switch (type) {
    case "boolean":
      return "yes_no";
    case "number":
    case "integer":
      return "number";
    case "array":
      return items?.type === "string" ? "lines" : "numbers";
    case "string":
      return maxLength > ONE_LINE ? "block" : "text";
    default:
      return "json";
  }
}

function numberOf(text: string): number | string {
  return /^\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : text;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a JSON column takes. Amounts go in as decimal text. */
export type Json = { readonly [key: string]: JsonValue };
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | Json;

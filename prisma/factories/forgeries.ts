import type { RawNotification } from "#lib/gateways/connector.ts";
import type { Random } from "#prisma/demo/random.ts";
import type { Fields, Told, Writer } from "./notification-writers.ts";

export type Forgery = { readonly kind: string; readonly raw: RawNotification };

export type ForgersHand = {
  readonly random: Random;
  readonly writer: Writer;
  /** Only to write messages that were captured: a forger has never seen it. */
  readonly key: string;
  /** Keys that the forger has: other accounts', published ones, none. */
  readonly otherKeys: readonly string[];
  /** Genuine messages of other gateways. */
  readonly elsewhere: readonly ((told: Told) => RawNotification)[];
};

type Forge = (hand: ForgersHand, genuine: Fields, told: Told) => Fields | RawNotification | undefined;

/** Each makes something that no gateway sent out of a message that one did. */
const FORGES: Readonly<Record<string, Forge>> = {
  "no signature": ({ writer }, genuine) => without(genuine, writer.signature),
  "empty signature": ({ writer, random }, genuine) => ({
    ...genuine,
    [writer.signature]: random.pick(["", null, " "]),
  }),
  "list as signature": ({ writer }, genuine) => ({ ...genuine, [writer.signature]: [genuine[writer.signature]] }),
  "list by its name": ({ writer }, genuine) => ({
    ...without(genuine, writer.signature),
    [`${writer.signature}[]`]: genuine[writer.signature],
  }),
  "letter case": ({ writer }, genuine) => {
    const sign = String(genuine[writer.signature]);
    const other = sign === sign.toUpperCase() ? sign.toLowerCase() : sign.toUpperCase();
    return writer.minds.letterCase ? { ...genuine, [writer.signature]: other } : undefined;
  },
  "damaged signature": ({ writer, random }, genuine) => ({
    ...genuine,
    [writer.signature]: damaged(String(genuine[writer.signature]), random),
  }),
  "other key": ({ writer, random, otherKeys }, genuine) => signed(writer, genuine, random.pick(otherKeys)),
  "other fields signed": ({ writer, key, random }, genuine) => {
    const left = random.pick(Object.keys(without(genuine, writer.signature)));
    return { ...genuine, [writer.signature]: signed(writer, without(genuine, left), key)[writer.signature] };
  },
  "signature of another message": ({ writer, key }, genuine, told) => {
    const other = signed(writer, writer.unsigned({ ...told, note: told.note + 1 }), key);
    return { ...genuine, [writer.signature]: other[writer.signature] };
  },
  "altered field": ({ writer, random }, genuine) => {
    const name = random.pick(Object.keys(without(genuine, writer.signature)));
    return { ...genuine, [name]: altered(genuine[name], random) };
  },
  "field left out": ({ writer, random }, genuine) =>
    without(genuine, random.pick(Object.keys(without(genuine, writer.signature)))),
  "field added": ({ random }, genuine) => ({ ...genuine, [`neo_More${random.between(1, 999)}`]: random.between(1, 9) }),
  "result turned": ({ writer }, genuine, told) => {
    const turned = writer.unsigned({ ...told, result: told.result === "succeeded" ? "failed" : "succeeded" });
    return { ...turned, [writer.signature]: genuine[writer.signature] };
  },
  "aimed at another refund": ({ writer, random }, genuine, told) => {
    const reference = `R${String(random.between(0, 10 ** 9)).padStart(26, "0")}F`;
    return { ...writer.unsigned({ ...told, reference }), [writer.signature]: genuine[writer.signature] };
  },
  "values changed places": ({ writer, random }, genuine) => {
    const names = Object.keys(without(genuine, writer.signature));
    const [a, b] = [random.pick(names), random.pick(names)];
    return { ...genuine, [a]: genuine[b], [b]: genuine[a] };
  },
  "cut anew": ({ writer, random }, genuine) => cutAnew(writer, genuine, random),
  "other gateway's message": ({ elsewhere, random }, _genuine, told) => random.pick(elsewhere)(told),
  "name twice": ({ writer, random }, genuine) => {
    const raw = writer.encode(genuine, random.between(0, 5));
    const name = random.pick(Object.keys(genuine));
    const isJson = raw.body.toString("latin1").startsWith("{");
    const body = isJson ? `{"${name}":1,${raw.body.toString().slice(1)}` : `${name}=1&${raw.body}`;
    return writer.gateway === "payease" ? undefined : { ...raw, body: Buffer.from(body) };
  },
  "cut off": ({ writer, random }, genuine) => {
    const raw = writer.encode(genuine, random.between(0, 1));
    return { ...raw, body: raw.body.subarray(0, random.between(0, raw.body.length - 2)) };
  },
};

/** Forgeries without end: by turns of each kind, made of the one genuine message that tells this. */
export function* forgeries(hand: ForgersHand, told: Told): Generator<Forgery, never> {
  const { writer, key, random } = hand;
  const genuine = signed(writer, writer.unsigned(told), key);
  for (;;) {
    for (const [kind, forge] of Object.entries(FORGES)) {
      const made = forge(hand, genuine, told);
      if (!made) continue;
      if (isRaw(made)) yield { kind, raw: made };
      else if (!saysTheSame(hand, genuine, made)) yield { kind, raw: writer.encode(made, random.between(0, 5)) };
    }
  }
}

export function genuineMessage(
  { writer, key }: Pick<ForgersHand, "writer" | "key">,
  told: Told,
  way = 0,
): RawNotification {
  return writer.encode(signed(writer, writer.unsigned(told), key), way);
}

function signed(writer: Writer, fields: Fields, key: string): Fields {
  const bare = without(fields, writer.signature);
  return { ...bare, [writer.signature]: writer.sign(bare, key) };
}

/** Moves the edge between two neighbours, or lets one swallow the other: what is signed stays as it was. */
function cutAnew(writer: Writer, genuine: Fields, random: Random): Fields | undefined {
  const names = writer.inOrder(Object.keys(without(genuine, writer.signature)));
  const at = random.between(0, names.length - 2);
  const [left = "", right = ""] = names.slice(at, at + 2);
  const [a, b] = [String(genuine[left]), String(genuine[right])];
  if (writer.edge(right) !== "") return { ...without(genuine, right), [left]: `${a}${writer.edge(right)}${b}` };
  const cut = random.between(0, a.length + b.length);
  return { ...genuine, [left]: (a + b).slice(0, cut), [right]: (a + b).slice(cut) };
}

function altered(value: unknown, random: Random): unknown {
  const text = String(value);
  const other = typeof value === "number" ? value + random.pick([-1, 1, 10, 1_000]) : `${text}${random.between(0, 9)}`;
  return random.pick([other, `${text}0`, ` ${text}x`, [value, value], { value }, "x", text.slice(0, -1) || "y"]);
}

function damaged(sign: string, random: Random): string {
  const at = random.between(0, sign.length - 1);
  const other = sign[at] === "A" ? "B" : "A";
  return random.pick([
    sign.slice(0, at) + other + sign.slice(at + 1),
    sign.slice(0, -1),
    `${sign}${other}`,
    "0".repeat(sign.length),
    `${sign.slice(1)}${sign[0] === sign.at(-1) ? other : sign[0]}`,
  ]);
}

/** Whoever repeats what a gateway signed, letter for letter where it counts, forges nothing. */
function saysTheSame({ writer, key }: ForgersHand, genuine: Fields, made: Fields): boolean {
  const isKept = (name: string) => typeof made[name] !== "object" && String(genuine[name]) === String(made[name]);
  if (!writer.essentials.every(isKept)) return false;
  return made[writer.signature] === writer.sign(without(made, writer.signature), key);
}

function without(fields: Fields, name: string): Fields {
  const { [name]: _, ...rest } = fields;
  return rest;
}

function isRaw(made: Fields | RawNotification): made is RawNotification {
  return Buffer.isBuffer(made.body);
}

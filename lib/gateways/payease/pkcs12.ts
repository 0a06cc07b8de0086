import { createPrivateKey, type KeyObject } from "node:crypto";

const OCTET_STRING = 0x04;
const OBJECT_ID = 0x06;
const CONSTRUCTED = 0x20;
const SHROUDED_KEY_BAG = "2a864886f70d010c0a0102";
const DEEPEST = 32;

type Node = { readonly tag: number; readonly content: Buffer; readonly children: readonly Node[] };

/**
 * The private key inside a `.pfx`, as PayEase's certificate authority hands it out. Node reads no PKCS#12, but what
 * the key's bag holds is an encrypted PKCS#8 key, which Node reads: so only the bag must be found. Throws where
 * there is none, or the password is wrong.
 */
export function privateKeyOfPkcs12(bytes: Buffer, password: string): KeyObject {
  const bag = findKeyBag(parse(bytes, 0).node, 0);
  if (!bag) throw new Error("No encrypted private key in this PKCS#12 file");
  return createPrivateKey({ key: encode(bag), format: "der", type: "pkcs8", passphrase: password });
}

/** Safe contents lie inside octet strings; the bag is a sequence that begins with its kind. */
function findKeyBag(node: Node, depth: number): Node | undefined {
  if (depth > DEEPEST) return undefined;
  const [kind, value] = node.children;
  if (kind?.tag === OBJECT_ID && kind.content.toString("hex") === SHROUDED_KEY_BAG) return value?.children[0];
  for (const child of contentsOf(node)) {
    const found = findKeyBag(child, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function contentsOf(node: Node): readonly Node[] {
  if ((node.tag & ~CONSTRUCTED) !== OCTET_STRING) return node.children;
  const bytes = octetsOf(node);
  return bytes[0] === (0x10 | CONSTRUCTED) ? [parse(bytes, 0).node] : [];
}

/** An octet string may come in pieces. */
function octetsOf({ content, children }: Node): Buffer {
  return children.length > 0 ? Buffer.concat(children.map(octetsOf)) : content;
}

/** BER, because some writers of these files do not know lengths beforehand. */
function parse(bytes: Buffer, start: number): { readonly node: Node; readonly end: number } {
  const tag = bytes.readUInt8(start);
  const { length, from } = lengthAt(bytes, start + 1);
  const end = length === undefined ? bytes.length : from + length;
  if (end > bytes.length) throw new Error("Truncated");
  if ((tag & CONSTRUCTED) === 0) return { node: { tag, content: bytes.subarray(from, end), children: [] }, end };

  const children: Node[] = [];
  let at = from;
  while (at < end && !(length === undefined && bytes.readUInt16BE(at) === 0)) {
    const child = parse(bytes, at);
    children.push(child.node);
    at = child.end;
  }
  return { node: { tag, content: Buffer.alloc(0), children }, end: length === undefined ? at + 2 : end };
}

function lengthAt(bytes: Buffer, at: number): { readonly length: number | undefined; readonly from: number } {
  const first = bytes.readUInt8(at);
  if (first < 0x80) return { length: first, from: at + 1 };
  const size = first & 0x7f;
  return { length: size === 0 ? undefined : bytes.readUIntBE(at + 1, size), from: at + 1 + size };
}

/** DER again, which is what Node reads. */
function encode(node: Node): Buffer {
  const isOctets = (node.tag & ~CONSTRUCTED) === OCTET_STRING;
  const nested = node.children.length > 0 && !isOctets;
  const content = nested ? Buffer.concat(node.children.map(encode)) : octetsOf(node);
  const tag = isOctets ? OCTET_STRING : node.tag;
  return Buffer.concat([Buffer.from([tag]), derLength(content.length), content]);
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff]);
}

import type { Vault } from "#lib/vault.ts";
import { hash32 } from "./random.ts";

/** A vault that keeps apart what belongs to different rows and hides nothing: sealing is not what is simulated. */
export const openVault: Vault = {
  keyVersion: 1,
  seal: (plain, context) => {
    const sealed = new Uint8Array(Buffer.from(JSON.stringify([context, plain])));
    inside.set(sealed, [context, plain]);
    return sealed;
  },
  open: (sealed, context) => {
    const [sealedFor, plain] = inside.get(sealed) ?? read(sealed);
    if (sealedFor !== context) throw new Error("a sealed value was moved to another row");
    return plain;
  },
  digest: (value, purpose) => `${purpose}:${hash32(value)}`,
};

/** Rows keep the very bytes that were sealed, and a refund's secrets are opened a dozen times. */
const inside = new WeakMap<Uint8Array, readonly [context: string, plain: string]>();

function read(sealed: Uint8Array): readonly [context: string, plain: string] {
  return JSON.parse(Buffer.from(sealed).toString("utf8")) as [string, string];
}

import type { Vault } from "#lib/vault.ts";
import { hash32 } from "./random.ts";

/** A vault that keeps apart what belongs to different rows and hides nothing: sealing is not what is simulated. */
export const openVault: Vault = {
  keyVersion: 1,
  seal: (plain, context) => new Uint8Array(Buffer.from(JSON.stringify([context, plain]))),
  open: (sealed, context) => {
    const [sealedFor, plain] = JSON.parse(Buffer.from(sealed).toString("utf8")) as [string, string];
    if (sealedFor !== context) throw new Error("a sealed value was moved to another row");
    return plain;
  },
  digest: (value, purpose) => `${purpose}:${hash32(value)}`,
};

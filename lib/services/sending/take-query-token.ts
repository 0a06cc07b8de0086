import type { Store } from "#lib/db/store.ts";

type Limit = { readonly gatewayAccountId: string; readonly perMinute: number | undefined };

/** Leave to ask the gateway once: 0 when it is given, else the milliseconds after which to come back. */
export async function takeQueryToken(
  { store }: { readonly store: Store },
  { gatewayAccountId, perMinute }: Limit,
): Promise<number> {
  return perMinute === undefined ? 0 : store.takeQueryToken({ gatewayAccountId, perMinute });
}

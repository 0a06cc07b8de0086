import { useState } from "react";

/**
 * The one that stands open though nobody chose it: the first, and then the same as long as it is there. What arrives
 * above it must not push aside what somebody reads and is about to decide.
 */
export function useStandingId(rows: readonly { readonly id: string }[], listKey: string | null): string | null {
  const first = rows[0]?.id ?? null;
  const [standing, setStanding] = useState({ listKey, id: first });
  if (standing.listKey === listKey && rows.some(({ id }) => id === standing.id)) return standing.id;
  if (standing.listKey !== listKey || standing.id !== first) setStanding({ listKey, id: first });
  return first;
}

import { GATEWAYS } from "./gateways.ts";
import { GROUPS } from "./groups.ts";
import { MONEY_AND_KEYS } from "./money.ts";
import type { Mutation } from "./mutation.ts";
import { PEOPLE } from "./people.ts";
import { PROOF } from "./proof.ts";
import { RESTORE } from "./restore.ts";
import { SENDING } from "./sending.ts";

export const MUTATIONS: readonly Mutation[] = [
  ...SENDING,
  ...RESTORE,
  ...PROOF,
  ...PEOPLE,
  ...MONEY_AND_KEYS,
  ...GROUPS,
  ...GATEWAYS,
];

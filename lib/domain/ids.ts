import { monotonicFactory } from "ulid";
import { v7 } from "uuid";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const REFERENCE = /^R[0-9A-HJKMNP-TV-Z]{26}[A-Z]$/;
const nextUlid = monotonicFactory();

/** A key for a row of ours; later ones sort after earlier ones. */
export function newId(): string {
  return v7();
}

export function isId(text: string): boolean {
  return UUID.test(text);
}

/**
 * Our refund ID at the gateway: 28 characters, a ULID between two letters. Fixed length and letters at both
 * ends, because NeoX joins values without a separator and a number at the edge could be cut anew.
 */
export function newReference(): string {
  return `R${nextUlid()}F`;
}

export function isReference(text: string): boolean {
  return REFERENCE.test(text);
}

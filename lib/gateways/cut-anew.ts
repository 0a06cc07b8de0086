/**
 * Whether a signed value looks like ours with its left edge moved. NeoX signs values without separators: who has
 * captured a message can shift characters between neighbours and the signature still holds. Such a message is a
 * forgery and changes nothing, while any other difference calls a person (G06, G08). Only the left edge: the
 * right neighbour of a payment is the reference, and that must be equal.
 */
export function looksCutAnew(expected: string, received: string): boolean {
  return expected !== received && (expected.endsWith(received) || received.endsWith(expected));
}

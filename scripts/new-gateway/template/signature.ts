/** TODO From the page on signatures: what is signed, in which order, with what, and how the result is written. */
export function sign(_body: string | Buffer, _secret: string): string {
  throw new Error("TODO signature.ts: sign as the page on signatures says.");
}

/** TODO In constant time: `timingSafeEqual` of node:crypto, over buffers of equal length. */
export function verify(_body: Buffer, _received: string | undefined, _secret: string): boolean {
  throw new Error("TODO signature.ts: verify as the page on signatures says.");
}

import { createHmac, timingSafeEqual } from "node:crypto";

/** HMAC-SHA256 over the bytes of the body as they travel, in lower-case hex. */
export function sign(body: string | Buffer, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

/** In constant time. */
export function verify(body: Buffer, received: string | undefined, secret: string): boolean {
  if (!received || !/^[0-9a-f]{64}$/.test(received)) return false;
  return timingSafeEqual(Buffer.from(received), Buffer.from(sign(body, secret)));
}

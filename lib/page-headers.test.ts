import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setPageHeaders } from "./page-headers.ts";

type Seen = { readonly sent: Record<string, string>; readonly answered: Record<string, string> };

/** Stands where Next.js stands: answers with the headers that it was given. */
let server: Server;

beforeAll(async () => {
  server = createServer((asked, answer) => {
    setPageHeaders(asked, answer);
    answer.end(JSON.stringify(asked.headers));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

function ask(path: string, headers: Record<string, string> = {}): Promise<Seen> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      resolve({
        sent: JSON.parse(Buffer.concat(chunks).toString("utf8")),
        answered: answer.headers as Record<string, string>,
      });
    })
      .on("error", reject)
      .end();
  });
}

describe("the headers of every answer", () => {
  it.each(["/orders", "/api/v1/orders", "/api/live", "/no-such-page", "/_next/image?url=x", "//evil.example/orders"])(
    "keep %s to its own scripts, frames and caches",
    async (path) => {
      const { answered } = await ask(path);

      expect(answered["content-security-policy"]).toMatch(
        /^default-src 'none'; script-src 'nonce-[\w+/]{24}' 'strict-dynamic'; style-src 'self' 'nonce-/,
      );
      expect(answered["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(answered).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cache-control": expect.stringMatching(/^private, no-store/),
      });
    },
  );

  it("carry a nonce that is new each time and is the one the page is drawn with", async () => {
    const [one, other] = [await ask("/orders"), await ask("/orders")];

    expect(one.sent["x-nonce"]).not.toBe(other.sent["x-nonce"]);
    expect(one.answered["content-security-policy"]).toContain(`'nonce-${one.sent["x-nonce"]}'`);
    expect(one.sent["content-security-policy"]).toBe(one.answered["content-security-policy"]);
  });

  it("K07 overwrite what a client says of its own nonce, policy and path", async () => {
    const lies = { "X-Nonce": "mine", "Content-Security-Policy": "script-src *", "X-Path": "/somewhere-else" };
    const { sent } = await ask("/orders?q=A%201&_rsc=1abc", lies);

    expect(sent["x-nonce"]).toMatch(/^[\w+/]{24}$/);
    expect(sent["content-security-policy"]).toMatch(/^default-src 'none'/);
    expect(sent["x-path"]).toBe("/orders?q=A%201");
  });

  it("ask for https from then on where the visit came by https, and let a stream pass unchanged", async () => {
    const { answered } = await ask("/api/live", { "X-Forwarded-Proto": "https" });

    expect(answered["strict-transport-security"]).toMatch(/^max-age=\d{8}/);
    expect(answered["cache-control"]).toBe("private, no-store, no-transform");
    expect((await ask("/orders")).answered["strict-transport-security"]).toBeUndefined();
  });

  it("leave what a build has named by its content to be kept", async () => {
    const { answered } = await ask("/_next/static/chunks/a.js");

    expect(answered["cache-control"]).toBeUndefined();
    expect(answered["x-content-type-options"]).toBe("nosniff");
  });
});

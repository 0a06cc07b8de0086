import { expect, it } from "vitest";
import { readBody } from "./read-body.ts";

function streamed(
  pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void,
  cancel?: () => void,
): Request {
  const body = new ReadableStream<Uint8Array>({ pull, cancel });
  return new Request("http://localhost/", { method: "POST", body, duplex: "half" } as RequestInit);
}

it("G13 gives up a sender that dribbles, and drops what is still on its way", async () => {
  let dropped = false;
  const slow = streamed(
    () => {},
    () => {
      dropped = true;
    },
  );

  expect(await readBody(slow, { maxBytes: 10, deadlineMs: 20 })).toEqual({ ok: false, error: "request_timeout" });
  expect(dropped).toBe(true);
});

it("G13 stops reading at the cap, whatever length was announced", async () => {
  let sent = 0;
  const endless = streamed((controller) => {
    sent += 1;
    controller.enqueue(new Uint8Array(1_000));
  });

  expect(await readBody(endless, { maxBytes: 3_000 })).toEqual({ ok: false, error: "payload_too_large" });
  expect(sent).toBeLessThan(10);
});

it("reads a body of exactly the cap, and none", async () => {
  const full = new Request("http://localhost/", { method: "POST", body: "12345" });

  expect(await readBody(full, { maxBytes: 5 })).toEqual({ ok: true, value: Buffer.from("12345") });
  expect(await readBody(new Request("http://localhost/"), { maxBytes: 5 })).toEqual({
    ok: true,
    value: Buffer.alloc(0),
  });
});

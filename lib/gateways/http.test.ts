import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { markTransaction } from "#lib/domain/transaction-flag.ts";
import type { HttpRequest } from "./connector.ts";
import { createGatewayHttp, LARGEST_ANSWER_BYTES, LARGEST_REQUEST_BYTES } from "./http.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const quick = { allowLoopback: true, timeouts: { connectMs: 400, totalMs: 900 } };
const post = (url: string, body = "{}"): HttpRequest => ({ method: "POST", url, headers: {}, body });

async function listen(server: Server | HttpServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** A server that answers every connection with these bytes once a whole request arrived, and counts. */
async function rawServer(answer: (socket: Socket) => void) {
  const seen = { connections: 0, requests: 0, bytes: 0 };
  const server = createTcpServer((socket) => {
    seen.connections += 1;
    let text = "";
    socket.on("data", (chunk) => {
      seen.bytes += chunk.length;
      text += chunk.toString("latin1");
      if (!text.endsWith("{}")) return;
      seen.requests += text.split("POST ").length - 1;
      text = "";
      answer(socket);
    });
  });
  return { port: await listen(server), seen };
}

const certificate = (name: string) => readFileSync(new URL(`./test-certificates/${name}.pem`, import.meta.url), "utf8");

async function tlsServer(name: string, options: TlsOptions = {}) {
  const seen = { bytes: 0 };
  const server = createTlsServer({ key: certificate("key"), cert: certificate(name), ...options }, (socket) => {
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      seen.bytes += chunk.length;
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    });
  });
  server.on("tlsClientError", () => {});
  return { port: await listen(server), seen };
}

describe("the way to a gateway", () => {
  it("sends the bytes as they are and hands back the answer as it is", async () => {
    let received = "";
    const server = createServer((request, response) => {
      request.setEncoding("utf8");
      request.on("data", (chunk) => {
        received += chunk;
      });
      request.on("end", () => {
        received += `|${request.url}|${JSON.stringify(request.headers)}`;
        response.setHeader("x-kind", "test");
        response.end('{"tiếng":"Việt"}');
      });
    });
    const port = await listen(server);
    const http = createGatewayHttp(quick);

    const outcome = await http({
      ...post(`http://127.0.0.1:${port}/pg/api?x=1`, '{"a":"ệ"}'),
      headers: { "content-type": "application/json" },
    });

    expect(outcome).toMatchObject({ kind: "answer", status: 200, headers: { "x-kind": "test" } });
    expect(outcome.kind === "answer" && outcome.body.toString()).toBe('{"tiếng":"Việt"}');
    expect(received.split("|").slice(0, 2)).toEqual(['{"a":"ệ"}', "/pg/api?x=1"]);
    expect(received).toContain('"connection":"close"');
    expect(received).not.toContain("accept-encoding");
  });

  it("a request larger than 8 KiB does not leave", async () => {
    const { port, seen } = await rawServer((socket) => socket.end());
    const http = createGatewayHttp(quick);

    const outcome = await http(post(`http://127.0.0.1:${port}/`, "x".repeat(LARGEST_REQUEST_BYTES + 1)));

    expect(outcome).toEqual({ kind: "not_sent", cause: "invalid_locally" });
    expect(seen.connections).toBe(0);
  });

  it("C09 a call inside a database transaction is a mistake of ours and throws", async () => {
    const http = createGatewayHttp(quick);
    await expect(markTransaction(() => http(post("http://127.0.0.1:9/")))).rejects.toThrow("C09");
  });
});

describe("what is not_sent: no byte of the request left", () => {
  it("E01 a closed port", async () => {
    const server = createTcpServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));

    expect(await createGatewayHttp(quick)(post(`http://127.0.0.1:${port}/`))).toEqual({
      kind: "not_sent",
      cause: "refused",
    });
  });

  it("E01 a name that does not exist", async () => {
    const http = createGatewayHttp({ ...quick, timeouts: { connectMs: 20_000, totalMs: 20_000 } });
    expect(await http(post("https://no-such-gateway.invalid/"))).toEqual({ kind: "not_sent", cause: "dns" });
  });

  it("E01 a server that nobody vouches for", async () => {
    const { port, seen } = await tlsServer("localhost");

    expect(await createGatewayHttp(quick)(post(`https://localhost:${port}/`))).toEqual({
      kind: "not_sent",
      cause: "tls",
    });
    expect(seen.bytes).toBe(0);
  });

  it("E01 a server that hangs up during the handshake", async () => {
    const port = await listen(createTcpServer((socket) => socket.once("data", () => socket.destroy())));
    expect(await createGatewayHttp(quick)(post(`https://localhost:${port}/`))).toEqual({
      kind: "not_sent",
      cause: "tls",
    });
  });

  it("E01 a handshake that never ends", async () => {
    const port = await listen(createTcpServer());
    const outcome = await createGatewayHttp(quick)(post(`https://localhost:${port}/`));
    expect(outcome).toEqual({ kind: "not_sent", cause: "connect_timeout" });
  });

  it("E02 a listener whose backlog is full and that never accepts", async () => {
    const { port, close } = await deafListener();
    closers.push(close);

    const outcome = await createGatewayHttp(quick)(post(`http://127.0.0.1:${port}/`));

    expect(outcome).toEqual({ kind: "not_sent", cause: "connect_timeout" });
  });

  it("E12 an address that no gateway may have, and plain http", async () => {
    const { port, seen } = await rawServer((socket) => socket.end());
    const http = createGatewayHttp({ ...quick, allowLoopback: false });

    expect(await http(post(`http://127.0.0.1:${port}/`))).toEqual({ kind: "not_sent", cause: "blocked_address" });
    expect(await http(post(`https://localhost:${port}/`))).toEqual({ kind: "not_sent", cause: "blocked_address" });
    expect(seen.connections).toBe(0);
  });

  it.each([
    ["expired", {}],
    ["other-host", {}],
    ["localhost", { maxVersion: "TLSv1.1", minVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const],
  ])("E12 a certificate or protocol that is not good: %s", async (name, options) => {
    const { port, seen } = await tlsServer(name, options);
    const http = createGatewayHttp({ ...quick, ca: certificate("ca") });

    expect(await http(post(`https://localhost:${port}/`))).toEqual({ kind: "not_sent", cause: "tls" });
    expect(seen.bytes).toBe(0);
  });

  it("a good certificate is taken", async () => {
    const { port } = await tlsServer("localhost");
    const http = createGatewayHttp({ ...quick, ca: certificate("ca") });

    expect(await http(post(`https://localhost:${port}/`))).toMatchObject({ kind: "answer", status: 200 });
  });

  it.each(["http", "https"])(
    "the deadline guard is asked on the ready connection, and holds every byte back (%s)",
    async (scheme) => {
      const server = scheme === "http" ? await rawServer((socket) => socket.end()) : await tlsServer("localhost");
      let asked = 0;
      const http = createGatewayHttp({
        ...quick,
        ca: certificate("ca"),
        mayStillSend: () => {
          asked += 1;
          return false;
        },
      });

      const outcome = await http(post(`${scheme}://localhost:${server.port}/`));

      expect(outcome).toEqual({ kind: "not_sent", cause: "deadline_passed" });
      expect(asked).toBe(1);
      expect(server.seen.bytes).toBe(0);
    },
  );
});

describe("what is lost: bytes may have left, and no whole answer came", () => {
  const lost = async (port: number, body = "{}") => {
    const outcome = await createGatewayHttp(quick)(post(`http://127.0.0.1:${port}/`, body));
    return outcome.kind === "lost" ? outcome.cause : outcome;
  };

  it("E03 the connection is reset after our bytes", async () => {
    const { port } = await rawServer((socket) => socket.resetAndDestroy());
    expect(await lost(port)).toBe("reset");
  });

  it("E03 the connection ends without an answer", async () => {
    const { port } = await rawServer((socket) => socket.end());
    expect(await lost(port)).toBe("reset");
  });

  it("E05 the answer comes later than the time limit; what it says is ignored", async () => {
    const { port, seen } = await rawServer((socket) => {
      setTimeout(() => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), 1_200);
    });
    expect(await lost(port)).toBe("timeout");
    expect(seen.requests).toBe(1);
  });

  it("E05 an answer that drips holds nobody longer than the limit", async () => {
    const { port } = await rawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
      const drip = setInterval(() => socket.write(" "), 100);
      socket.once("close", () => clearInterval(drip));
    });
    expect(await lost(port)).toBe("timeout");
  });

  it.each([
    ["a body cut short", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{", "reset"],
    ["chunks cut short", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", "reset"],
    ["no HTTP at all", "hello\r\n\r\n", "unreadable"],
    ["a length that announces too much", "HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n{", "oversize"],
    [
      "a compressed body that nobody asked for",
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
      "unreadable",
    ],
  ])("E08 %s", async (_name, answer, cause) => {
    const { port } = await rawServer((socket) => socket.end(answer));
    expect(await lost(port)).toBe(cause);
  });

  it("E08 a body of 50 MB stops being read at 64 KiB", async () => {
    let written = 0;
    const { port } = await rawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
      const chunk = Buffer.alloc(64 * 1024, "x");
      const more = () => {
        while (!socket.destroyed && written < 50 * 1024 * 1024) {
          written += chunk.length;
          if (!socket.write(chunk)) return socket.once("drain", more);
        }
      };
      more();
    });

    expect(await lost(port)).toBe("oversize");
    expect(written).toBeLessThan(50 * 1024 * 1024);
  });

  it("E08 a gzip bomb is not opened", async () => {
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024));
    const { port } = await rawServer((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
      socket.end(bomb);
    });
    expect(await lost(port)).toBe("unreadable");
  });

  it("E08 an answer of exactly 64 KiB is read, one byte more is not", async () => {
    const answering = (size: number) =>
      rawServer((socket) => socket.end(`HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${"x".repeat(size)}`));

    expect(await lost((await answering(LARGEST_ANSWER_BYTES)).port)).toMatchObject({ kind: "answer" });
    expect(await lost((await answering(LARGEST_ANSWER_BYTES + 1)).port)).toBe("oversize");
  });

  it.each([301, 302, 303, 307, 308])("E11 a redirect (%i) is not followed", async (status) => {
    const second = await rawServer((socket) => socket.end());
    const first = await rawServer((socket) =>
      socket.end(`HTTP/1.1 ${status} Moved\r\nLocation: http://127.0.0.1:${second.port}/\r\nContent-Length: 0\r\n\r\n`),
    );

    expect(await lost(first.port)).toBe("redirect");
    expect(second.seen.connections).toBe(0);
  });
});

describe("what is an answer", () => {
  it.each([400, 401, 429, 500, 502, 503, 504])(
    "E07 status %i is handed on with its body, for the connector to judge",
    async (status) => {
      const { port } = await rawServer((socket) =>
        socket.end(`HTTP/1.1 ${status} X\r\nContent-Length: 6\r\n\r\n<html>`),
      );

      const outcome = await createGatewayHttp(quick)(post(`http://127.0.0.1:${port}/`));

      expect(outcome).toMatchObject({ kind: "answer", status });
    },
  );

  it("E13 the first complete answer counts; a second one on the same connection is not read", async () => {
    const yes = 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{"a":1}';
    const { port, seen } = await rawServer((socket) =>
      socket.end(`${yes}HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{"a":2}garbage`),
    );

    const outcome = await createGatewayHttp(quick)(post(`http://127.0.0.1:${port}/`));

    expect(outcome.kind === "answer" && outcome.body.toString()).toBe('{"a":1}');
    expect(seen).toMatchObject({ connections: 1, requests: 1 });
  });

  it("E14 every call has a connection of its own, and nothing is sent a second time", async () => {
    const { port, seen } = await rawServer((socket) => {
      if (seen.connections === 1)
        socket.write("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}");
      else socket.destroy();
    });
    const http = createGatewayHttp(quick);

    expect(await http(post(`http://127.0.0.1:${port}/`))).toMatchObject({ kind: "answer" });
    expect(await http(post(`http://127.0.0.1:${port}/`))).toEqual({ kind: "lost", cause: "reset" });
    expect(seen).toMatchObject({ connections: 2, requests: 2 });
  });
});

/** Fills the backlog of a stopped process's listener, so that the kernel answers no further SYN. */
async function deafListener(): Promise<{ port: number; close: () => void }> {
  const script =
    "const s=require('net').createServer();s.listen({port:0,host:'127.0.0.1',backlog:1},()=>console.log(s.address().port))";
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise<number>((resolve) => child.stdout.once("data", (text) => resolve(Number(text))));
  child.kill("SIGSTOP");
  const fillers: Socket[] = [];
  for (let full = false; !full && fillers.length < 16; ) {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    fillers.push(socket);
    full = await Promise.race([
      new Promise<boolean>((resolve) => socket.once("connect", () => resolve(false))),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 300)),
    ]);
  }
  const close = () => {
    for (const socket of fillers) socket.destroy();
    child.kill("SIGKILL");
  };
  return { port, close };
}

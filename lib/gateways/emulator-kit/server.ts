import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Behaviour } from "./behaviour.ts";

export type EmulatorRequest = {
  readonly method: string;
  /** Below the emulator's prefix: `/api/v1/…`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
};

export type EmulatorAnswer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What becomes of this answer on its way. */
  readonly fault?: Behaviour["answer"];
};

export type Emulator = {
  readonly name: string;
  readonly handle: (request: EmulatorRequest) => Promise<EmulatorAnswer>;
  readonly close: () => void;
};

export type EmulatorServer = { readonly url: string; readonly close: () => Promise<void> };

const LARGEST_BODY = 1024 * 1024;

/** All emulators on one port of this machine, each below its own name: http://127.0.0.1:PORT/neox/… */
export async function serveEmulators(emulators: readonly Emulator[], port: number): Promise<EmulatorServer> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => void serve(emulators, request, response));
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const emulator of emulators) emulator.close();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function serve(
  emulators: readonly Emulator[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const url = new URL(request.url ?? "/", "http://emulator");
    const [, name = "", ...rest] = url.pathname.split("/");
    const emulator = emulators.find((candidate) => candidate.name === name);
    const answer = await emulator?.handle({
      method: request.method ?? "GET",
      path: `/${rest.join("/")}`,
      query: url.searchParams,
      headers: request.headers,
      body: await readBody(request),
    });
    send(response, answer ?? { status: 404, contentType: "text/plain", body: "No such emulator.\n" });
  } catch (error) {
    console.error("Emulator:", error);
    if (!response.headersSent)
      write(response, { status: 500, contentType: "text/plain", body: "The emulator failed.\n" });
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error("The body is larger than any request of a gateway's client.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, answer: EmulatorAnswer): void {
  const fault = answer.fault ?? "normal";
  if (fault === "hang") return;
  if (fault === "drop") response.socket?.destroy();
  else if (fault === "truncated") truncate(response, answer);
  else write(response, disfigure(answer, fault));
}

const HTML = { status: 200, contentType: "text/html", body: "<!doctype html><title>Maintenance</title>" };

function disfigure(
  answer: EmulatorAnswer,
  fault: Exclude<Behaviour["answer"], "hang" | "drop" | "truncated">,
): EmulatorAnswer {
  switch (fault) {
    case "normal":
      return answer;
    case "http_500":
      return { ...HTML, status: 500 };
    case "html":
      return HTML;
    case "empty":
      return { ...answer, body: "" };
    case "oversize":
      return { ...answer, body: answer.body + " ".repeat(128 * 1024) };
    case "redirect":
      return { ...HTML, status: 307, headers: { location: "redirected" } };
  }
}

function write(response: ServerResponse, { status, contentType, body, headers = {} }: EmulatorAnswer): void {
  response.writeHead(status, { "content-type": contentType, "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}

/** The head promises the whole, and the connection ends in the middle of it. */
function truncate(response: ServerResponse, { status, contentType, body }: EmulatorAnswer): void {
  response.writeHead(status, { "content-type": contentType, "content-length": Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2), () => response.socket?.destroy());
}

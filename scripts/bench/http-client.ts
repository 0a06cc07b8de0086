import { Agent, request } from "node:http";

export type HttpClient = {
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<string>;
  readonly close: () => void;
};

/** Asks over connections that stay open, as a browser does, and wants nothing but 200. */
export function httpClient(origin: string, headers: Readonly<Record<string, string>> = {}): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    get: (path, more = {}) =>
      new Promise((resolve, reject) => {
        const asked = request(new URL(path, origin), { agent, headers: { ...headers, ...more } }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("error", reject);
          answer.on("end", () => {
            const body = Buffer.concat(chunks).toString("utf8");
            if (answer.statusCode === 200) resolve(body);
            else reject(new Error(`${path} answered ${answer.statusCode}: ${body.slice(0, 300)}`));
          });
        });
        asked.on("error", reject);
        asked.end();
      }),
    close: () => agent.destroy(),
  };
}

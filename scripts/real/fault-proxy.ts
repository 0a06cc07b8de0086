import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "./chance.ts";

export const PROXY_FAULTS = ["delay", "drop", "half_close", "reset"] as const;
export type ProxyFault = (typeof PROXY_FAULTS)[number];

export type FaultProxy = {
  readonly port: number;
  /** How often each fault struck. */
  readonly counts: Readonly<Record<ProxyFault, number>>;
  /** From now on everything passes as it is. */
  readonly heal: () => void;
  /** Refuses what comes and cuts what is there, as a gateway that is down. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
};

export type ProxyOptions = {
  readonly to: number;
  readonly chance: Chance;
  /** Of a thousand connections. */
  readonly faultsPerMille: number;
  /** A fault strikes after so many bytes of the answers at most, and a silence ends in a reset after so long. */
  readonly withinBytes: number;
  readonly silenceMs: number;
};

/** Stands between a worker and what it talks to, on this machine only, and spoils some connections. */
export async function openFaultProxy(options: ProxyOptions): Promise<FaultProxy> {
  const counts = { delay: 0, drop: 0, half_close: 0, reset: 0 };
  const sockets = new Set<Socket>();
  let state: "faulty" | "healed" | "cut" = "faulty";
  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (state === "cut") return void client.resetAndDestroy();
    const target = connect({ port: options.to, host: "127.0.0.1", allowHalfOpen: true });
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.once("close", () => sockets.delete(socket)).on("error", () => {});
    }
    client.once("close", () => target.destroy());
    target.once("close", () => client.destroy());
    client.pipe(target);
    const fault =
      state === "faulty" && options.chance.perMille(options.faultsPerMille) && options.chance.of(PROXY_FAULTS);
    if (fault) spoil({ client, target, fault, options, strike: () => counts[fault]++ });
    else target.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const cutAll = () => sockets.forEach((socket) => void socket.resetAndDestroy());
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    heal: () => {
      state = "healed";
    },
    cut: () => {
      state = "cut";
      cutAll();
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      cutAll();
      await closed;
    },
  };
}

type Spoiling = {
  readonly client: Socket;
  readonly target: Socket;
  readonly fault: ProxyFault;
  readonly options: ProxyOptions;
  readonly strike: () => void;
};

/** Answers pass until the moment of the fault; requests always arrive, so that the other side has acted. */
function spoil({ client, target, fault, options, strike }: Spoiling): void {
  let left = options.chance.below(options.withinBytes);
  let struck = false;
  target.on("data", async (chunk) => {
    left -= chunk.length;
    if (left > 0) return void client.write(chunk);
    if (!struck) strike();
    const first = !struck;
    struck = true;
    switch (fault) {
      case "delay":
        target.pause();
        await sleep(options.chance.below(options.silenceMs));
        client.write(chunk);
        target.resume();
        return;
      case "half_close":
        if (first) client.end(chunk.subarray(0, chunk.length / 2));
        return;
      case "drop":
        if (first) setTimeout(() => client.resetAndDestroy(), options.silenceMs).unref();
        return;
      case "reset":
        client.resetAndDestroy();
    }
  });
  target.on("end", () => client.end());
}

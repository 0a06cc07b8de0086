import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Services } from "#lib/services/context.ts";
import { takeReports } from "#prisma/factories/desk.ts";
import { freePort } from "../processes.ts";
import { WEB } from "../start/refund-desk.ts";
import { answers, type Children } from "./children.ts";

/** Where the shop asks and gateways report. */
export type Front = {
  readonly origins: readonly string[];
  readonly open: (services: Services) => Promise<void>;
  readonly close: () => Promise<void>;
};

const WEBS = 2;

type Backing = {
  readonly children: Children;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
};

/** Two web processes of the build, behind REST. */
export async function webFront({ children, folder, environment }: Backing): Promise<Front> {
  const ports = await Promise.all(Array.from({ length: WEBS }, freePort));
  const origins = ports.map((port) => `http://127.0.0.1:${port}`);
  for (const [index, origin] of origins.entries()) {
    children.start(`web-${index}`, WEB, {
      ...{ ...environment, PORT: String(ports[index]), NEXTAUTH_SECRET: "s".repeat(40), NEXTAUTH_URL: origin },
      ...{ PUBLIC_URL: origin, MFA: "optional", LOG_LEVEL: "fatal" },
    });
  }
  return {
    origins,
    open: async () => {
      await Promise.all(
        origins.map((origin, index) => answers(`${origin}/api/health`, join(folder, "logs", `web-${index}.log`))),
      );
    },
    close: async () => {},
  };
}

/** This process, with the same services behind it: what needs no build. */
export async function servicesFront(): Promise<Front> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origins: [`http://127.0.0.1:${(server.address() as AddressInfo).port}`],
    open: async (services) => takeReports(server, services),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

import type { Connector } from "./connector.ts";
import { easylink } from "./easylink/index.ts";
import { neox } from "./neox/index.ts";
import { payease } from "./payease/index.ts";

/** Every gateway of the product. A new one is a folder and a line here (written by the generator). */
const CONNECTORS: readonly Connector[] = [neox, payease, easylink];

export const GATEWAYS: readonly string[] = CONNECTORS.map((connector) => connector.name);

export function findConnector(gateway: string): Connector | undefined {
  return CONNECTORS.find((connector) => connector.name === gateway);
}

export function connectorOf(gateway: string): Connector {
  const connector = findConnector(gateway);
  if (!connector) throw new Error(`No connector for gateway ${gateway}`);
  return connector;
}

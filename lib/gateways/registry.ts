import type { Connector } from "./connector.ts";
import { CONNECTORS } from "./generated/connectors.ts";

/** Every gateway of the product: the folders beside this file, listed by scripts/gateway-list.ts. */
export const GATEWAYS: readonly string[] = CONNECTORS.map((connector) => connector.name);

export function findConnector(gateway: string): Connector | undefined {
  return CONNECTORS.find((connector) => connector.name === gateway);
}

export function connectorOf(gateway: string): Connector {
  const connector = findConnector(gateway);
  if (!connector) throw new Error(`No connector for gateway ${gateway}`);
  return connector;
}

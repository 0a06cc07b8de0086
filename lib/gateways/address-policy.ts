import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

export type AddressPolicy = {
  /** Emulators on this machine, also without TLS. On only where the installation runs its own emulators. */
  readonly allowLoopback: boolean;
};

export type CheckedAddress = { readonly address: string; readonly family: 4 | 6 };

export type ResolvedHost =
  | { readonly ok: true; readonly addresses: readonly CheckedAddress[] }
  | { readonly ok: false; readonly cause: "dns" | "blocked_address" };

/**
 * Resolves the host of a gateway URL and checks every address. The caller connects to these very addresses, so
 * that a second answer of the name server cannot lead elsewhere (G16).
 */
export async function resolveGatewayHost(url: URL, policy: AddressPolicy): Promise<ResolvedHost> {
  const host = hostOf(url);
  const found = await addressesOf(host);
  if (!found) return { ok: false, cause: "dns" };
  const allowed = found.every(({ address }) => mayConnect(url.protocol, address, policy));
  return allowed ? { ok: true, addresses: found } : { ok: false, cause: "blocked_address" };
}

/** What is wrong with a base URL, as far as it can be told without asking a name server. */
export function baseUrlProblem(text: string, policy: AddressPolicy): string | null {
  const url = URL.parse(text);
  if (!url) return "It is not a URL.";
  if (url.protocol !== "https:" && !(policy.allowLoopback && url.protocol === "http:"))
    return "It must begin with https.";
  if (url.username || url.password) return "It must not carry a user name or a password.";
  if (url.search || url.hash || text.includes("?") || text.includes("#"))
    return "It must not carry a query or a fragment.";
  const host = hostOf(url);
  if (isIP(host) && !mayConnect(url.protocol, host, policy)) return "It must lead to a public address.";
  return null;
}

/** `URL` keeps the brackets of an IPv6 address; sockets want it without. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}

function mayConnect(protocol: string, address: string, policy: AddressPolicy): boolean {
  if (policy.allowLoopback && isLoopback(address)) return true;
  return protocol === "https:" && isPublic(address);
}

async function addressesOf(host: string): Promise<readonly CheckedAddress[] | null> {
  const family = isIP(host);
  if (family === 4 || family === 6) return [{ address: host, family }];
  try {
    const found = await lookup(host, { all: true });
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  } catch {
    return null;
  }
}

function isLoopback(address: string): boolean {
  return LOOPBACK.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** A mapped IPv4 address (::ffff:10.0.0.1) is outside 2000::/3 and therefore not public either. */
function isPublic(address: string): boolean {
  return isIP(address) === 4
    ? !RESERVED_V4.check(address)
    : GLOBAL_V6.check(address, "ipv6") && !RESERVED_V6.check(address, "ipv6");
}

const LOOPBACK = subnets("ipv4", ["127.0.0.0/8"]);
LOOPBACK.addAddress("::1", "ipv6");

/** IANA's special-purpose registries: what no gateway on the internet can have. */
const RESERVED_V4 = subnets("ipv4", [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
]);
const GLOBAL_V6 = subnets("ipv6", ["2000::/3"]);
/** Within 2000::/3: Teredo and its kin, documentation, 6to4 (which hides an IPv4 address). */
const RESERVED_V6 = subnets("ipv6", ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]);

function subnets(family: "ipv4" | "ipv6", list: readonly string[]): BlockList {
  const block = new BlockList();
  for (const entry of list) {
    const [net = "", bits] = entry.split("/");
    block.addSubnet(net, Number(bits), family);
  }
  return block;
}

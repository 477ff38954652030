import { BlockList, isIP } from 'node:net';

type Network = readonly [address: string, prefix: number];

/** Nobody's repository: this host as such, link-local addresses (the data services of clouds), multicast, reserved. */
const NEVER: readonly Network[] = [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['224.0.0.0', 3],
  ['::', 128],
  ['fe80::', 10],
  ['fd00:ec2::254', 128],
  ['ff00::', 8],
];

/** Loopback, networks of houses and companies, and what is not routed. */
const PRIVATE: readonly Network[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['::1', 128],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
];

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const listOf = (networks: readonly Network[]): BlockList => {
  const list = new BlockList();
  for (const [address, prefix] of networks) list.addSubnet(address, prefix, familyOf(address));
  return list;
};

const NEVER_LIST = listOf(NEVER);
const PRIVATE_LIST = listOf(PRIVATE);

/** IPv6 addresses that stand for the IPv4 address in their last 32 bits: mapped ones, and NAT64. */
const EMBEDDING = listOf([
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
]);
/** Tunnels that carry IPv4 addresses elsewhere within: nobody hosts there. */
const TUNNELS = listOf([
  ['2002::', 16],
  ['2001::', 32],
]);

/** The last 32 bits of an IPv6 address in dots. */
const embedded = (address: string): string => {
  const dotted = /(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  if (dotted) return dotted[1]!;
  // The URL parser writes every address in its one shortest form.
  const [, tail = ''] = /:([^:]*:[^:]*)$/.exec(new URL(`http://[${address}]/`).hostname.slice(1, -1)) ?? [];
  const [high = 0, low = 0] = tail.split(':').map((part) => Number.parseInt(part || '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
};

const NETWORK = /^(.+?)(?:\/(\d{1,3}))?$/;

/**
 * Where repositories may be: anywhere public; in private networks only as far as `allowed` names
 * them (`all`, or addresses and networks separated by commas); never at addresses that no repository has.
 */
export class NetworkRule {
  private readonly allowed: BlockList | 'all';

  /** @throws RangeError for text that names no networks. */
  constructor(allowed: string) {
    this.allowed = allowed.trim() === 'all' ? 'all' : listOf(parseNetworks(allowed));
  }

  allows(address: string): boolean {
    const family = familyOf(address);
    if (isIP(address) === 0) return false;
    if (family === 'ipv6' && EMBEDDING.check(address, family)) return this.allows(embedded(address));
    if (family === 'ipv6' && TUNNELS.check(address, family)) return false;
    if (NEVER_LIST.check(address, family)) return false;
    if (!PRIVATE_LIST.check(address, family)) return true;
    return this.allowed === 'all' || this.allowed.check(address, family);
  }
}

const parseNetworks = (text: string): Network[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => {
      const [, address = '', prefix] = NETWORK.exec(one) ?? [];
      const bits = isIP(address) === 6 ? 128 : 32;
      const length = prefix === undefined ? bits : Number(prefix);
      if (isIP(address) === 0 || length > bits) throw new RangeError(`"${one}" is no network`);
      return [address, length] as const;
    });

/** Whether `NetworkRule` takes this text; none is left to the instance's domain. */
export const isNetworkList = (text: string | undefined): boolean => {
  try {
    return Boolean(new NetworkRule(text ?? ''));
  } catch {
    return false;
  }
};

const ALL = new NetworkRule('all');

/** Whether an instance at this domain serves one computer or one house: `localhost`, or a private address. */
export const isPrivateDomain = (domain: string): boolean => {
  const host = URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : '';
  const address = host.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return ALL.allows(address) && !new NetworkRule('').allows(address);
};

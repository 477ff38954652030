import { BlockList, isIP } from 'node:net';

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** Addresses and networks (`10.0.0.0/8`) whose word about others is believed. */
const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    if (prefix === undefined) list.addAddress(address, family(address));
    else list.addSubnet(address, Number(prefix), family(address));
  }
  return list;
};

/** Finds out who is behind a connection; forwarded addresses are believed from trusted proxies only. */
export class ClientAddresses {
  private readonly trusted: BlockList;

  /** @throws on a network that is not an address with or without a prefix length. */
  constructor(trustedProxies: readonly string[]) {
    this.trusted = listOf(trustedProxies);
  }

  /** The nearest address, seen from here, that no trusted proxy stands at; `X-Forwarded-For` lists the farthest first. */
  of(peer: string, forwardedFor: string | undefined): string {
    const hops = (forwardedFor ?? '').split(',').map((hop) => withoutMapping(hop.trim()));
    let client = withoutMapping(peer);
    while (this.isTrusted(client)) {
      const next = hops.pop();
      if (next === undefined || isIP(next) === 0) return client;
      client = next;
    }
    return client;
  }

  private isTrusted(address: string): boolean {
    return isIP(address) !== 0 && this.trusted.check(address, family(address));
  }
}

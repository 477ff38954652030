import { BlockList, isIP } from 'node:net';

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Single addresses and networks (`10.0.0.0/8`, `::1`), of both families. */
export class Networks {
  private readonly list = new BlockList();

  /** @throws on a network that is not an address with or without a prefix length. */
  constructor(networks: readonly string[]) {
    for (const network of networks) {
      const [address = '', prefix] = network.split('/');
      if (prefix === undefined) this.list.addAddress(address, family(address));
      else this.list.addSubnet(address, Number(prefix), family(address));
    }
  }

  contains(address: string): boolean {
    return isIP(address) !== 0 && this.list.check(address, family(address));
  }
}

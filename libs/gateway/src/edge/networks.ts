import { BlockList, isIP } from 'node:net';
import { LRUCache } from 'lru-cache';

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** A look into the list is dear beside all else that a request needs. */
const REMEMBERED = 10_000;

/** Single addresses and networks (`10.0.0.0/8`, `::1`), of both families. */
export class Networks {
  private readonly list = new BlockList();
  private readonly known = new LRUCache<string, boolean>({ max: REMEMBERED });

  /** @throws on a network that is not an address with or without a prefix length. */
  constructor(networks: readonly string[]) {
    for (const network of networks) {
      const [address = '', prefix] = network.split('/');
      if (prefix === undefined) this.list.addAddress(address, family(address));
      else this.list.addSubnet(address, Number(prefix), family(address));
    }
  }

  contains(address: string): boolean {
    const known = this.known.get(address);
    if (known !== undefined) return known;
    const isContained = isIP(address) !== 0 && this.list.check(address, family(address));
    this.known.set(address, isContained);
    return isContained;
  }
}

import { isIPv6 } from 'node:net';

const NETWORK_GROUPS = 4;

/** The /64 that one subscriber has, as text: an address inside it can be changed for every request. */
const networkOf = (address: string): string => {
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  return [...groups, ...Array<string>(Math.max(missing, 0)).fill('0')].slice(0, NETWORK_GROUPS).join(':');
};

/** What counts as one place, wherever addresses are counted: an IPv4 address, or the network of an IPv6 one. */
export const clientPlace = (address: string): string => (isIPv6(address) ? networkOf(address) : address);

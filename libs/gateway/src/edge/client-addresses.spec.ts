import { ClientAddresses } from './client-addresses';

describe('ClientAddresses', () => {
  const addresses = new ClientAddresses(['127.0.0.0/8', '::1', '10.0.0.0/8']);

  it.each([
    ['a direct caller', '203.0.113.9', undefined, '203.0.113.9'],
    ['a stranger who claims to forward', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['the edge without a word', '127.0.0.1', undefined, '127.0.0.1'],
    ['the edge', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['the edge on a mapped address', '::ffff:127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['two proxies of ours', '::1', '203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['a caller who put something in front', '127.0.0.1', '1.2.3.4, 203.0.113.9', '203.0.113.9'],
    ['garbage', '127.0.0.1', 'unknown', '127.0.0.1'],
    ['IPv6', '127.0.0.1', '2001:db8::1', '2001:db8::1'],
  ])('sees %s', (_, peer, forwardedFor, client) => {
    expect(addresses.of(peer, forwardedFor)).toBe(client);
  });

  it('refuses a list that names no network', () => {
    expect(() => new ClientAddresses(['edge'])).toThrow();
  });
});

import { isPrivateDomain, NetworkRule } from './network-rule';

const strict = new NetworkRule('');
const house = new NetworkRule('192.168.1.0/24, 10.1.2.3,fd12::/16');
const open = new NetworkRule('all');

it.each([
  ['140.82.112.3', true, true, true],
  ['2606:50c0:8000::153', true, true, true],
  ['192.168.1.9', false, true, true],
  ['192.168.2.9', false, false, true],
  ['10.1.2.3', false, true, true],
  ['10.1.2.4', false, false, true],
  ['127.0.0.1', false, false, true],
  ['::1', false, false, true],
  ['fd12::5', false, true, true],
  ['fd13::5', false, false, true],
  ['100.100.1.1', false, false, true],
  ['172.31.255.255', false, false, true],
  ['172.32.0.1', true, true, true],
  ['::ffff:192.168.1.9', false, true, true],
  ['::ffff:c0a8:109', false, true, true],
  ['64:ff9b::7f00:1', false, false, true],
  ['64:ff9b::8c52:7003', true, true, true],
  ['169.254.169.254', false, false, false],
  ['::ffff:169.254.169.254', false, false, false],
  ['fd00:ec2::254', false, false, false],
  ['fe80::1', false, false, false],
  ['0.0.0.0', false, false, false],
  ['::', false, false, false],
  ['255.255.255.255', false, false, false],
  ['224.0.0.1', false, false, false],
  ['2002:7f00:1::', false, false, false],
  ['2001::1', false, false, false],
  ['host.name', false, false, false],
  ['', false, false, false],
])('%s is allowed by none, some, all private networks: %j %j %j', (address, byNone, bySome, byAll) => {
  expect([strict.allows(address), house.allows(address), open.allows(address)]).toEqual([
    byNone,
    bySome,
    byAll,
  ]);
});

it.each(['house', '10.0.0.0/33', '10.0.0/8', 'all,10.0.0.0/8'])('refuses the list %s', (list) => {
  expect(() => new NetworkRule(list)).toThrow(RangeError);
});

it.each([
  ['localhost', true],
  ['localhost:8080', true],
  ['192.168.0.5:8080', true],
  ['127.0.0.1', true],
  ['[::1]:80', true],
  ['unit.example.com', false],
  ['93.184.216.34', false],
  ['169.254.169.254', false],
  ['', false],
])('an instance at %s is of one house: %j', (domain, expected) => {
  expect(isPrivateDomain(domain)).toBe(expected);
});

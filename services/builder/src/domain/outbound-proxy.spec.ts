import { outboundProxy } from './outbound-proxy';

const proxies = { http: 'http://proxy:1', https: 'http://proxy:2' };

describe('outboundProxy', () => {
  it.each([
    ['http://host/a.git', proxies, 'http://proxy:1'],
    ['https://host/a.git', proxies, 'http://proxy:2'],
    ['https://host/a.git', { http: 'http://proxy:1' }, 'http://proxy:1'],
    ['http://host/a.git', { https: 'http://proxy:2' }, null],
    ['http://host/a.git', { http: '' }, null],
    ['http://git.example.com/a.git', { ...proxies, exceptions: 'localhost, .Example.com' }, null],
    ['http://example.com/a.git', { ...proxies, exceptions: '*.example.com' }, null],
    ['http://badexample.com/a.git', { ...proxies, exceptions: 'example.com' }, 'http://proxy:1'],
    ['https://git.home/a.git', { ...proxies, exceptions: 'git.home:443' }, null],
    ['https://git.home:8443/a.git', { ...proxies, exceptions: 'git.home:443' }, 'http://proxy:2'],
    ['http://host/a.git', { ...proxies, exceptions: '*' }, null],
  ])('%s by %p: %p', (address, given, expected) => {
    expect(outboundProxy(address, given)).toBe(expected);
  });
});

import { Acl } from './acl';

const client = { clientId: 'unit', username: 'jwt' };
const rules = (...acl: object[]) => Acl.parse(acl, client);

describe('Acl', () => {
  it('lets the first matching rule decide', () => {
    const acl = rules(
      { permission: 'deny', action: 'publish', topic: 'a/b' },
      { permission: 'allow', action: 'all', topics: ['a/+', 'x'] },
    );
    expect(acl?.decide('publish', 'a/b')).toBe(false);
    expect(acl?.decide('subscribe', 'a/b')).toBe(true);
    expect(acl?.decide('publish', 'x')).toBe(true);
    expect(acl?.decide('publish', 'y')).toBeUndefined();
  });

  it('takes `eq` literally and fills in the client', () => {
    const acl = rules(
      { permission: 'allow', action: 'subscribe', topic: 'eq a/+' },
      { permission: 'allow', action: 'all', topic: 'd/${clientid}/${username}' },
    );
    expect([acl?.decide('subscribe', 'a/+'), acl?.decide('subscribe', 'a/b')]).toEqual([true, undefined]);
    expect(acl?.decide('publish', 'd/unit/jwt')).toBe(true);
  });

  it('never lets a client id act as a wildcard or a replacement pattern', () => {
    const acl = (clientId: string) =>
      Acl.parse([{ permission: 'allow', topic: 'd/${clientid}' }], { clientId, username: '' });
    expect(acl('#')?.decide('subscribe', 'd/#')).toBeUndefined();
    expect(acl('+')?.decide('publish', 'd/victim')).toBeUndefined();
    expect(acl('$&')?.decide('publish', 'd/$&')).toBe(true);
  });

  it('refuses rules in an unknown form, and takes none for an empty list', () => {
    for (const wrong of [
      {},
      'all',
      [{ topic: 'a' }],
      [{ permission: 'allow' }],
      [{ permission: 'allow', topic: 'a', qos: [0] }],
      [{ permission: 'allow', topics: [1] }],
    ]) {
      expect(Acl.parse(wrong, client)).toBeNull();
    }
    expect(Acl.parse(undefined, client)?.decide('publish', 'a')).toBeUndefined();
  });
});

import { listMirrorBranches } from '@unitfleet/contracts';
import { eventually, GitHost } from '@unitfleet/testing';
import { BuilderRig } from './builder-rig';
import { alternatesAt, endlessPack, endlessRefs, HostileHost } from './hostile-host';

jest.setTimeout(300_000);

let rig: BuilderRig;
let host: GitHost;
const hosts: HostileHost[] = [];

beforeAll(async () => {
  rig = await BuilderRig.start({
    BUILDER_PRIVATE_NETWORKS: '127.0.0.1',
    PU_MAX_EXTERNAL_REPO_SIZE: '1',
  });
  host = await GitHost.start();
});
afterEach(async () => {
  for (const one of hosts.splice(0)) await one.stop();
});
afterAll(async () => {
  await rig.stop();
  await host.stop();
});

const start = async (...given: Parameters<typeof HostileHost.start>): Promise<HostileHost> => {
  const started = await HostileHost.start(...given);
  hosts.push(started);
  return started;
};

/** Has it synchronised and answers why it failed. */
const errorOf = async (url: string, more = {}): Promise<string> => {
  const { data } = await rig.synchronise(rig.register(url, more));
  return 'error' in data ? data.error : 'none';
};

/** Somebody else's repository is served meanwhile and afterwards. */
const servesOthers = async (): Promise<void> => {
  const repository = await host.createRepository(`other-${Math.random()}`, { 'a.txt': '1' });
  const uuid = rig.register(repository.url);
  expect((await rig.synchronise(uuid)).data).not.toHaveProperty('error');
  const { mirrors } = await rig.rpc.call(listMirrorBranches, { registryUuids: [uuid] });
  expect(mirrors[0]!.branches).toEqual(['main']);
};

it('refs without end are cut off', async () => {
  const endless = await start(endlessRefs);
  const [error] = await Promise.all([errorOf(`${endless.url}/x/y.git`), servesOthers()]);
  // The first limit that is met is told: of the question, or of the fetch.
  expect(error).toMatch(/^422: 5: .*(too many branches and tags|larger than 1 MB)$/);
});

it('a repository that grows without end while it is fetched is cut off', async () => {
  const endless = await start(endlessPack);
  const [error] = await Promise.all([errorOf(`${endless.url}/x/y.git`), servesOthers()]);
  expect(error).toMatch(/larger than 1 MB$/);
});

it('a host that never answers keeps nobody else waiting', async () => {
  const silent = await start(() => undefined);
  const error = errorOf(`${silent.url}/x/y.git`);
  await eventually(() => expect(silent.asked).not.toEqual([]));
  await servesOthers();
  await silent.stop();
  expect(await error).not.toBe('none');
});

it('a host that never answers is given up', async () => {
  const silent = await start(() => undefined);
  const impatient = await BuilderRig.start({
    BUILDER_PRIVATE_NETWORKS: '127.0.0.1',
    BUILDER_FETCH_TIMEOUT: '5',
  });
  const { data } = await impatient.synchronise(impatient.register(`${silent.url}/x/y.git`));
  expect(data).toHaveProperty('error', expect.stringMatching(/takes too long|does not answer/));
  await impatient.stop();
});

it.each([
  ['nothing that git knows', 200, '<html>'],
  ['an error', 500, 'broken'],
  ['a broken line', 200, '001e# service=git-upload-pack\n0000zzzz'],
])('a host that answers %s is an error', async (_, status, text) => {
  const odd = await start((_request, response) =>
    response.writeHead(status, { 'content-type': 'application/x-git-upload-pack-advertisement' }).end(text),
  );
  expect(await errorOf(`${odd.url}/x/y.git`)).toMatch(/^422: 5: Git Repo Validation Error: ./);
});

describe('networks that are not open to repositories', () => {
  it('are not gone to, under whatever name', async () => {
    const inner = await start(endlessRefs, '127.0.0.2');
    const { port } = new URL(inner.url);
    for (const name of ['127.0.0.2', '127.2', '2130706434', '0x7f.0.0.2', '[::ffff:127.0.0.2]'])
      expect(await errorOf(`http://${name}:${port}/x/y.git`)).toMatch(/not open to repositories$/);
    expect(await errorOf('http://169.254.169.254/latest/meta-data.git')).toMatch(/not open to repositories$/);
    expect(inner.connections).toBe(0);
  });

  it('are not gone to by a redirect, nor by what a host says of its objects', async () => {
    const inner = await start(endlessRefs, '127.0.0.2');
    const moved = await start((request, response) =>
      response.writeHead(302, { location: `${inner.url}${request.url}` }).end(),
    );
    expect(await errorOf(`${moved.url}/x/y.git`)).toMatch(/not open to repositories$/);
    const elsewhere = await start(alternatesAt(inner.url));
    expect(await errorOf(`${elsewhere.url}/x/y.git`)).not.toBe('none');
    expect(elsewhere.asked.some((path) => path.endsWith('-alternates'))).toBe(true);
    expect(inner.connections).toBe(0);
  });
});

describe('a repository that has moved', () => {
  it('is followed when it is public, and not with credentials', async () => {
    await host.createRepository('moved', { 'a.txt': '1' });
    const moved = await start((request, response) =>
      response.writeHead(301, { location: `${host.url}${request.url?.replace('/old/', '/')}` }).end(),
    );
    const url = `${moved.url}/old/moved.git`;
    expect(await errorOf(url)).toBe('none');
    const credentials = { username: 'maker', patToken: 'secret' };
    expect(await errorOf(url, { isPublicRepository: false, credentials })).toMatch(
      /moved to another address$/,
    );
  });

  it('is not followed for ever', async () => {
    const circle = await start((request, response) =>
      response.writeHead(302, { location: request.url }).end(),
    );
    expect(await errorOf(`${circle.url}/x/y.git`)).toMatch(/moved to another address$/);
    expect(circle.asked.length).toBeLessThan(12);
  });
});

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCommitTags, listMirrorBranches, listMirrorCommits, resolveVersion } from '@unitfleet/contracts';
import { GitHost } from '@unitfleet/testing';
import { BuilderRig } from './builder-rig';

const COMMITS = 10_000;
const EVERY = 10;

let rig: BuilderRig;
let host: GitHost;
let hosted: string;
let registryUuid: string;

/** Runs git in the hosted repository itself. */
const inHosted = (args: string[], input: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile('git', ['-C', join(hosted, 'hosted/big.git'), ...args], (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
    child.stdin!.end(input);
  });

beforeAll(async () => {
  rig = await BuilderRig.start();
  hosted = await mkdtemp(join(tmpdir(), 'unitfleet-big-'));
  host = await GitHost.start({ root: hosted });
  const repository = await host.createRepository('big', { 'a.txt': '' });
  const history = Array.from({ length: COMMITS }, (_, index) => {
    const number = index + 1;
    const message = `Commit ${number}`;
    const tag = number % EVERY === 0 ? `reset refs/tags/v${number}\nfrom :${number}\n\n` : '';
    return [
      `commit refs/heads/long\nmark :${number}\n`,
      `committer A <a@b> ${1_600_000_000 + number} +0000\ndata ${message.length}\n${message}\n`,
      `M 644 inline n.txt\ndata ${String(number).length}\n${number}\n\n${tag}`,
    ].join('');
  });
  await inHosted(['fast-import', '--quiet'], history.join(''));
  registryUuid = rig.register(repository.url);
  expect((await rig.synchronise(registryUuid)).data).not.toHaveProperty('error');
});
afterAll(async () => {
  await rig.stop();
  await host.stop();
  await rm(hosted, { recursive: true, force: true });
});

const page = async (offset: number, limit: number | undefined, onlyTag = false) => {
  const request = { registryUuid, branch: 'long', onlyTag, offset, limit };
  return (await rig.rpc.call(listMirrorCommits, request)).commits;
};

it('lists any page of ten thousand commits, never more than five hundred', async () => {
  expect((await page(0, 2)).map(({ summary, tag }) => [summary, tag])).toEqual([
    ['Commit 10000', 'v10000'],
    ['Commit 9999', null],
  ]);
  expect((await page(COMMITS - 1, 10)).map(({ summary }) => summary)).toEqual(['Commit 1']);
  expect(await page(COMMITS, 10)).toEqual([]);
  for (const limit of [undefined, 0, 501, 1_000_000])
    expect((await page(100, limit)).map(({ summary }) => summary)).toEqual(
      Array.from({ length: 500 }, (_, index) => `Commit ${COMMITS - 100 - index}`),
    );
});

it('lists a thousand tagged ones, and finds the last of them', async () => {
  const tagged = [...(await page(0, 500, true)), ...(await page(500, 500, true))];
  expect(tagged.map(({ tag }) => tag)).toEqual(
    Array.from({ length: COMMITS / EVERY }, (_, index) => `v${COMMITS - index * EVERY}`),
  );
  const { tags } = await rig.rpc.call(findCommitTags, {
    registryUuid,
    commits: tagged.map(({ commit }) => commit),
  });
  expect(Object.values(tags)).toEqual(tagged.map(({ tag }) => tag));
  const request = { registryUuid, branch: 'long', select: 'newest-tagged' as const, requireTag: true };
  expect(await rig.rpc.call(resolveVersion, request)).toEqual({ commit: tagged[0]!.commit, tag: 'v10000' });
});

it('answers many who ask at once', async () => {
  const pages = await Promise.all(Array.from({ length: 50 }, (_, index) => page(index * 200, 10)));
  expect(pages.map(([first]) => first!.summary)).toEqual(
    Array.from({ length: 50 }, (_, index) => `Commit ${COMMITS - index * 200}`),
  );
});

it('is refused with more refs than anybody lists, and keeps what there was', async () => {
  const tip = (await page(0, 1))[0]!.commit;
  const refs = Array.from({ length: 5_000 }, (_, index) => `create refs/heads/b${index} ${tip}\n`);
  await inHosted(['update-ref', '--stdin'], refs.join(''));
  expect((await rig.synchronise(registryUuid)).data).toHaveProperty(
    'error',
    expect.stringContaining('more than 5000 branches and tags'),
  );
  expect(await rig.rpc.call(listMirrorBranches, { registryUuids: [registryUuid] })).toEqual({
    mirrors: [{ registryUuid, branches: ['long', 'main'] }],
  });
});

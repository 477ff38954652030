import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  findCommitTags,
  listMirrorBranches,
  listMirrorCommits,
  readMirrorFiles,
  resolveVersion,
} from '@unitfleet/contracts';
import { eventually, freePort, GitHost } from '@unitfleet/testing';
import { BuilderRig } from './builder-rig';

let rig: BuilderRig;
let host: GitHost;
let hosted: string;

beforeAll(async () => {
  rig = await BuilderRig.start({ PU_MAX_EXTERNAL_REPO_SIZE: '1' });
  hosted = await mkdtemp(join(tmpdir(), 'unitfleet-hosted-'));
  host = await GitHost.start({ root: hosted });
});
afterAll(async () => {
  await rig.stop();
  await host.stop();
  await rm(hosted, { recursive: true, force: true });
});

const branchesOf = async (uuid: string): Promise<string[]> => {
  const { mirrors } = await rig.rpc.call(listMirrorBranches, { registryUuids: [uuid] });
  return mirrors[0]!.branches;
};

describe('a mirror', () => {
  it('holds branches, commits newest first, and the alphabetically first tag', async () => {
    const repository = await host.createRepository('history', { 'a.txt': '1' }, 'First | with a bar');
    const first = await repository.head();
    await repository.tag('v2');
    await repository.tag('v1', { message: 'annotated' });
    const second = await repository.commit({ 'a.txt': '2' }, 'Second');
    await repository.commit({ 'b.txt': '' }, 'Aside', { branch: 'feature/x' });
    await repository.push();
    const uuid = rig.register(repository.url);

    const report = await rig.synchronise(uuid);

    expect(report.data).toMatchObject({ registryUuid: uuid, releasesData: null });
    expect(report.data).toHaveProperty('sizeBytes', expect.any(Number));
    expect(await branchesOf(uuid)).toEqual(['feature/x', 'main']);
    const page = { registryUuid: uuid, branch: 'main', onlyTag: false };
    expect(await rig.rpc.call(listMirrorCommits, page)).toEqual({
      commits: [
        { commit: second, summary: 'Second', tag: null },
        { commit: first, summary: 'First | with a bar', tag: 'v1' },
      ],
    });
    const tagged = await rig.rpc.call(listMirrorCommits, { ...page, onlyTag: true });
    expect(tagged.commits.map(({ commit }) => commit)).toEqual([first]);
    const paged = await rig.rpc.call(listMirrorCommits, { ...page, offset: 1, limit: 1 });
    expect(paged.commits.map(({ commit }) => commit)).toEqual([first]);
    expect(await rig.rpc.call(findCommitTags, { registryUuid: uuid, commits: [first, second] })).toEqual({
      tags: { [first]: 'v1', [second]: null },
    });
  });

  it('resolves versions, and refuses what is not there', async () => {
    const repository = await host.createRepository('versions', { 'a.txt': '1' });
    const tagged = await repository.commit({}, 'Release', { tag: 'v1' });
    const newest = await repository.commit({}, 'Newest');
    const aside = await repository.commit({}, 'Aside', { branch: 'aside' });
    await repository.push();
    const registryUuid = rig.register(repository.url);
    await rig.synchronise(registryUuid);
    const resolve = (
      branch: string,
      select: 'newest' | 'newest-tagged' | { commit: string },
      requireTag = false,
    ) => rig.rpc.call(resolveVersion, { registryUuid, branch, select, requireTag });

    expect(await resolve('main', 'newest')).toEqual({ commit: newest, tag: null });
    expect(await resolve('main', 'newest-tagged', true)).toEqual({ commit: tagged, tag: 'v1' });
    expect(await resolve('main', { commit: tagged.toUpperCase() })).toEqual({ commit: tagged, tag: 'v1' });
    await expect(resolve('main', { commit: aside })).rejects.toMatchObject({ errorCode: 'GitRepo' });
    await expect(resolve('main', { commit: newest }, true)).rejects.toMatchObject({ errorCode: 'GitRepo' });
    await expect(resolve('main', { commit: '--all' })).rejects.toMatchObject({ errorCode: 'GitRepo' });
    await expect(resolve('--all', 'newest')).rejects.toMatchObject({ errorCode: 'GitRepo' });
    await expect(resolve('main..aside', 'newest')).rejects.toMatchObject({ errorCode: 'GitRepo' });
  });

  it('reads files of a commit, and tells which are not there', async () => {
    const files = { 'schema_example.json': '{"ключ":1}', 'deep/er/file.txt': 'x\n' };
    const repository = await host.createRepository('files', files);
    const commit = await repository.head();
    const registryUuid = rig.register(repository.url);
    await rig.synchronise(registryUuid);
    const paths = ['schema_example.json', 'env_example.json', 'deep/er/file.txt', '../../HEAD', 'deep'];

    expect(await rig.rpc.call(readMirrorFiles, { registryUuid, commit, paths })).toEqual({
      files: { ...files, 'env_example.json': null, '../../HEAD': null, deep: null },
    });
    const unknown = { registryUuid, commit: 'f'.repeat(40), paths };
    await expect(rig.rpc.call(readMirrorFiles, unknown)).rejects.toMatchObject({ errorCode: 'GitRepo' });
  });

  it('follows a rewritten history, moved tags and removed branches', async () => {
    const repository = await host.createRepository('rewritten', { 'a.txt': '1' });
    const first = await repository.head();
    await repository.commit({ 'a.txt': 'lost' }, 'Lost', { tag: 'v1' });
    await repository.commit({}, 'Aside', { branch: 'aside' });
    await repository.push();
    const registryUuid = rig.register(repository.url);
    await rig.synchronise(registryUuid);

    await repository.git('switch', '--quiet', 'main');
    await repository.resetTo(first);
    await repository.removeTag('v1');
    const replaced = await repository.commit({ 'a.txt': 'new' }, 'Replaced', { tag: 'v1' });
    await repository.git('branch', '--quiet', '-D', 'aside');
    await repository.push({ force: true });
    await rig.synchronise(registryUuid);

    expect(await branchesOf(registryUuid)).toEqual(['main']);
    const request = { registryUuid, branch: 'main', select: 'newest-tagged' as const, requireTag: true };
    expect(await rig.rpc.call(resolveVersion, request)).toEqual({ commit: replaced, tag: 'v1' });
  });

  it('may be of an empty repository', async () => {
    await host.createRepository('empty', { 'a.txt': '' });
    // A host refuses to delete its own branch by a push.
    await promisify(execFile)('git', [
      '-C',
      join(hosted, 'hosted/empty.git'),
      'update-ref',
      '-d',
      'refs/heads/main',
    ]);
    const registryUuid = rig.register(`${host.url}/empty.git`);

    const report = await rig.synchronise(registryUuid);

    expect(report.data).not.toHaveProperty('error');
    expect(await branchesOf(registryUuid)).toEqual([]);
    const request = { registryUuid, branch: 'main', select: 'newest' as const, requireTag: false };
    await expect(rig.rpc.call(resolveVersion, request)).rejects.toMatchObject({ errorCode: 'GitRepo' });
  });

  it('is fetched once for one request, and reported again to whoever asks again', async () => {
    const repository = await host.createRepository('asked-again', { 'a.txt': '1' });
    const uuid = rig.register(repository.url);
    const requestId = await rig.ask(uuid);
    const first = await rig.reportOf(requestId);
    const [generation] = await readdir(join(rig.mirrors, uuid));

    await rig.ask(uuid, requestId);

    const again = await eventually(() => rig.reportsOf(requestId)[1] ?? null);
    expect(again.data).toEqual(first.data);
    expect(again.aggregateVersion).toBeGreaterThan(first.aggregateVersion);
    expect(await readdir(join(rig.mirrors, uuid))).toEqual([generation]);
  });

  it('stays in its folder while the repository does not change', async () => {
    const repository = await host.createRepository('unchanged', { 'a.txt': '1' });
    const uuid = rig.register(repository.url);
    await rig.synchronise(uuid);
    const before = await readdir(join(rig.mirrors, uuid));

    await Promise.all([rig.synchronise(uuid), rig.synchronise(uuid), rig.synchronise(uuid)]);

    expect(await readdir(join(rig.mirrors, uuid))).toEqual(before);
  });

  it('is fetched again when it is missing on disk', async () => {
    const repository = await host.createRepository('missing', { 'a.txt': '1' });
    const uuid = rig.register(repository.url);
    await rig.synchronise(uuid);
    await rm(join(rig.mirrors, uuid), { recursive: true });

    expect(await branchesOf(uuid)).toEqual([]);

    await eventually(async () => expect(await branchesOf(uuid)).toEqual(['main']));
  });

  it('goes with its registry', async () => {
    const repository = await host.createRepository('deleted', { 'a.txt': '1' });
    const uuid = rig.register(repository.url);
    await rig.synchronise(uuid);

    await rig.tellDeleted(uuid);

    await eventually(async () => expect(await readdir(rig.mirrors)).not.toContain(uuid));
    expect(await branchesOf(uuid)).toEqual([]);
  });
});

describe('a synchronisation that fails', () => {
  it('tells that a host does not answer', async () => {
    const uuid = rig.register(`http://127.0.0.1:${await freePort()}/x/y.git`);
    const { data } = await rig.synchronise(uuid);
    expect(data).toHaveProperty('error', '422: 5: Git Repo Validation Error: the repository does not answer');
  });

  it('tells that there is no such repository', async () => {
    const { data } = await rig.synchronise(rig.register(`${host.url}/nowhere.git`));
    expect(data).toHaveProperty('error', expect.stringContaining('there is no repository at this address'));
  });

  it('refuses a repository that is too large, and keeps what there was', async () => {
    const repository = await host.createRepository('large', { 'a.txt': '1' });
    const uuid = rig.register(repository.url);
    await rig.synchronise(uuid);
    await repository.commit({ 'big.bin': randomBytes(1_500_000) }, 'Large');
    await repository.push();

    const { data } = await rig.synchronise(uuid);

    expect(data).toHaveProperty(
      'error',
      '422: 5: Git Repo Validation Error: the repository is larger than 1 MB',
    );
    const { commits } = await rig.rpc.call(listMirrorCommits, {
      registryUuid: uuid,
      branch: 'main',
      onlyTag: false,
    });
    expect(commits.map(({ summary }) => summary)).toEqual(['First version']);
  });

  it('forgets a registry that nobody knows', async () => {
    const uuid = randomUUID();
    await rig.ask(uuid);
    await rig.synchronise(rig.register(`${host.url}/nowhere.git`));
    expect(await branchesOf(uuid)).toEqual([]);
  });
});

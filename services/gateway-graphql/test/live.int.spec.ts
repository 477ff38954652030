import { randomUUID } from 'node:crypto';
import {
  listRepositoryRegistries,
  liveImports,
  liveRows,
  liveUnit,
  liveUnitLogs,
  mirrorFailed,
  mirrorSynced,
  pipelineConfigured,
  pipelineFailed,
  pipelineRecovered,
  repositoryRegistrySyncRequested,
  rowInterest,
  unitUpdateFinished,
  unitUpdateRequested,
  type LiveImport,
  type LogLevel,
  type UnitLogView,
} from '@unitfleet/contracts';
import { unwrap } from '@unitfleet/messaging';
import { eventually } from '@unitfleet/testing';
import { userToken } from '@unitfleet/testing-fleet';
import type { Client } from 'graphql-ws';
import { startLiveStage, type LiveStage, type Payload } from './support/live-stage';
import { UNIT, unit } from './support/views';

const stateOf = (payload: Payload) => (payload.unitNodes as { state: string }[]).map(({ state }) => state);

describe('subscriptions', () => {
  let stage: LiveStage;
  let client: Client;

  beforeAll(async () => {
    stage = await startLiveStage();
    client = stage.client(userToken);
  });
  afterAll(() => stage.close());

  it('begin with what is there and go on with what changes, of what was asked for', async () => {
    const [node, other] = [stage.addNode('first'), stage.addNode()];
    const heard = stage.hear(client, 'unitNodeStates', { uuids: [node] });
    expect(await heard.next()).toMatchObject({
      isSnapshot: true,
      snapshotReason: 'SUBSCRIBED',
      unitNodes: [{ uuid: node, state: 'first' }],
    });
    stage.store([other, 'foreign']);
    stage.store([node, 'second']);
    expect(await heard.next()).toMatchObject({
      isSnapshot: false,
      snapshotReason: null,
      unitNodes: [{ uuid: node, state: 'second', lastUpdateDatetime: expect.any(String) }],
    });
    await heard.end();
  });

  it('miss nothing that changes while the present state is looked at, and tell nothing twice', async () => {
    const node = stage.addNode('old');
    const mark = stage.addNode();
    stage.world.before = async () => {
      stage.world.before = async () => undefined;
      stage.store([node, 'during']);
      await stage.settled();
    };
    const heard = stage.hear(client, 'unitNodeStates', { uuids: [node, mark] });
    const first = await heard.next();
    expect(stateOf(first)).toContain('during');
    stage.store([mark, 'mark']);
    expect(stateOf(await heard.next())).toEqual(['mark']);
    await heard.end();
  });

  it('go on after a lost connection with exactly what was missed', async () => {
    const [node, other] = [stage.addNode(), stage.addNode()];
    const heard = stage.hear(client, 'unitNodeStates', { uuids: [node] });
    await heard.next();
    stage.store([node, '1']);
    const { cursor } = await heard.next();
    await heard.end();

    stage.store([node, '2']);
    stage.store([other, 'foreign']);
    stage.store([node, '3']);
    const witness = stage.hear(client, 'unitNodeStates', { uuids: [node] });
    expect(stateOf(await witness.next())).toEqual(['3']);

    const again = stage.hear(client, 'unitNodeStates', { uuids: [node], after: cursor });
    const second = await again.next();
    const third = await again.next();
    stage.store([node, '4']);
    const fourth = await again.next();
    const payloads = [second, third, fourth];
    expect(payloads.map(stateOf)).toEqual([['2'], ['3'], ['4']]);
    expect(payloads.map(({ isSnapshot }) => isSnapshot)).toEqual([false, false, false]);

    const middle = stage.hear(client, 'unitNodeStates', { uuids: [node], after: second.cursor });
    expect(stateOf(await middle.next())).toEqual(['3']);
    await Promise.all([again.end(), middle.end(), witness.end()]);
  });

  it.each([
    ['of another stream', Buffer.from('aaaaaaaaaaaa.1').toString('base64url')],
    ['that is none', 'nonsense'],
    ['empty', ''],
  ])('give the present state to a cursor %s', async (_, after) => {
    const node = stage.addNode('now');
    const heard = stage.hear(client, 'unitNodeStates', { uuids: [node], after });
    expect(await heard.next()).toMatchObject({ isSnapshot: true, snapshotReason: 'CURSOR_EXPIRED' });
    await heard.end();
  });

  describe('of nodes with pipes', () => {
    const healthy = { isDataPipeActive: true, dataPipeStatus: 'Active', dataPipeError: null };
    const broken = { isDataPipeActive: true, dataPipeStatus: 'Error', dataPipeError: 'cannot be read' };
    const off = { isDataPipeActive: false, dataPipeStatus: 'Inactive', dataPipeError: null };

    const addNode = (state: string) => {
      const node = stage.addNode(state);
      stage.world.pipes.set(node, healthy);
      return node;
    };
    const fail = (node: string) => {
      stage.world.pipes.set(node, broken);
      return stage.emit(pipelineFailed, { nodeUuid: node, error: 'what the notification says' });
    };

    it('tell how the pipe is, and when it fails, recovers and is switched, what its owner says of it', async () => {
      const [node, other] = [addNode('value'), addNode('other')];
      const heard = stage.hear(client, 'unitNodeStates', { uuids: [node, other] });
      expect((await heard.next()).unitNodes).toMatchObject([
        { uuid: node, ...healthy },
        { uuid: other, ...healthy },
      ]);
      await fail(node);
      expect(await heard.next()).toMatchObject({
        isSnapshot: false,
        snapshotReason: null,
        unitNodes: [{ uuid: node, state: 'value', ...broken }],
      });
      // Changes of the value come with what is known of the pipe.
      stage.store([node, 'next']);
      expect((await heard.next()).unitNodes).toMatchObject([{ uuid: node, state: 'next', ...broken }]);
      stage.world.pipes.set(node, healthy);
      await stage.emit(pipelineRecovered, { nodeUuid: node });
      expect((await heard.next()).unitNodes).toMatchObject([{ uuid: node, state: 'next', ...healthy }]);
      stage.world.pipes.set(other, off);
      await stage.emit(pipelineConfigured, { nodeUuid: other, configVersion: 2, isActive: false });
      expect((await heard.next()).unitNodes).toMatchObject([{ uuid: other, state: 'other', ...off }]);
      await heard.end();
    });

    it('tell a failure after a lost connection, behind the values that were missed, and only to whom it is news', async () => {
      const [node, other] = [addNode('0'), addNode('other')];
      const uuids = [node, other];
      const heard = stage.hear(client, 'unitNodeStates', { uuids });
      const { cursor } = await heard.next();
      await heard.end();
      stage.store([node, '1']);
      await fail(node);
      const witness = stage.hear(client, 'unitNodeStates', { uuids: [node] });
      expect(stateOf(await witness.next())).toEqual(['1']);

      const again = stage.hear(client, 'unitNodeStates', { uuids, after: cursor });
      const missed = { uuid: node, state: '1', ...broken };
      expect(await again.next()).toMatchObject({ isSnapshot: false, unitNodes: [missed] });
      const told = await again.next();
      expect(told).toMatchObject({ isSnapshot: false, unitNodes: [missed, { uuid: other, ...healthy }] });
      // One that knows it all hears of changes only; a look would show both nodes.
      const knowing = stage.hear(client, 'unitNodeStates', { uuids, after: told.cursor });
      for (const state of ['2', '3']) {
        stage.store([node, state]);
        expect(stateOf(await knowing.next())).toEqual([state]);
      }
      await Promise.all([witness.end(), again.end(), knowing.end()]);
    });

    it('tell nothing of the pipes of nodes that are not visible', async () => {
      const [hidden, seen] = [addNode('hidden'), addNode('seen')];
      stage.world.hidden.add(hidden);
      const heard = stage.hear(client, 'unitNodeStates', { uuids: [hidden, seen] });
      expect(stateOf(await heard.next())).toEqual(['seen']);
      await fail(hidden);
      await fail(seen);
      expect((await heard.next()).unitNodes).toMatchObject([{ uuid: seen, ...broken }]);
      stage.world.hidden.clear();
      await heard.end();
    });

    it('end with the newest value, whatever is stored while the pipe is asked for', async () => {
      const node = addNode('old');
      const heard = stage.hear(client, 'unitNodeStates', { uuids: [node] });
      await heard.next();
      let looks = 0;
      stage.world.after = async () => {
        looks += 1;
        if (looks > 2) return;
        stage.store([node, `during ${looks}`]);
        await stage.settled();
      };
      await fail(node);
      const told: { state: string; dataPipeStatus: string }[] = [];
      while (told.at(-1)?.state !== 'during 2' || told.at(-1)?.dataPipeStatus !== 'Error')
        told.push(...((await heard.next()).unitNodes as typeof told));
      stage.world.after = async () => undefined;
      stage.store([node, 'mark']);
      expect((await heard.next()).unitNodes).toMatchObject([{ state: 'mark', ...broken }]);
      await heard.end();
    });
  });

  it('tell the states of Units', async () => {
    const heard = stage.hear(client, 'unitStates', { uuids: [UNIT] });
    expect(await heard.next()).toMatchObject({
      isSnapshot: true,
      units: [{ uuid: UNIT, unitState: { millis: 1.5, ifconfig: ['10.0.0.2', '5'] } }],
    });
    stage.live.about(liveUnit, UNIT, {
      uuid: UNIT,
      unitState: { ...unit.unitState!, millis: 9 },
      currentCommitVersion: 'def',
      lastUpdateDatetime: new Date(),
    });
    expect(await heard.next()).toMatchObject({
      isSnapshot: false,
      units: [{ uuid: UNIT, unitState: { millis: 9 }, currentCommitVersion: 'def' }],
    });
    stage.live.about(liveUnit, UNIT, {
      uuid: UNIT,
      unitState: null,
      currentCommitVersion: 'def',
      lastUpdateDatetime: new Date(),
      isOnline: false,
      lastSeenDatetime: new Date(Date.UTC(2026, 0, 2)),
    });
    expect(await heard.next()).toMatchObject({
      isSnapshot: false,
      units: [{ uuid: UNIT, unitState: null, isOnline: false, lastSeenDatetime: '2026-01-02T00:00:00' }],
    });
    await heard.end();
  });

  it('tell how Updates go on, and after a lost connection how they went on', async () => {
    const heard = stage.hear(client, 'unitUpdates', { uuids: [UNIT] });
    expect(await heard.next()).toMatchObject({
      isSnapshot: true,
      units: [{ uuid: UNIT, firmwareUpdateStatus: 'REQUEST_SENT' }],
    });
    await stage.emit(unitUpdateRequested, { uuid: randomUUID(), commit: 'foreign' });
    await stage.emit(unitUpdateRequested, { uuid: UNIT, commit: 'abc' });
    const { cursor, units } = await heard.next();
    expect(units).toEqual([
      { uuid: UNIT, firmwareUpdateStatus: 'REQUEST_SENT', firmwareUpdateError: null, targetCommit: 'abc' },
    ]);
    await heard.end();
    await stage.emit(unitUpdateFinished, { uuid: UNIT, commit: 'abc', status: 'Error', error: 'late' });
    await stage.emit(unitUpdateFinished, { uuid: UNIT, commit: 'abc', status: 'Success', error: null });
    const again = stage.hear(client, 'unitUpdates', { uuids: [UNIT], after: cursor });
    expect((await again.next()).units).toMatchObject([
      { firmwareUpdateStatus: 'ERROR', firmwareUpdateError: 'late' },
    ]);
    expect((await again.next()).units).toMatchObject([{ firmwareUpdateStatus: 'SUCCESS' }]);
    await again.end();
  });

  it('tell new log entries of the levels that were asked for, once', async () => {
    const entry = (level: LogLevel, text: string): UnitLogView => ({
      uuid: randomUUID(),
      level,
      unitUuid: UNIT,
      text,
      createDatetime: new Date(),
      expirationDatetime: new Date(),
    });
    const known = entry('Error', 'known');
    stage.world.logs.push(known);
    const heard = stage.hear(client, 'unitLogs', { uuid: UNIT, level: ['ERROR', 'CRITICAL'] });
    expect(await heard.next()).toMatchObject({
      isSnapshot: true,
      unitLogs: [{ level: 'ERROR', text: 'known' }],
    });
    stage.live.about(liveUnitLogs, UNIT, {
      unitUuid: UNIT,
      unitLogs: [known, entry('Debug', 'silent'), entry('Critical', 'loud')],
    });
    expect(await heard.next()).toMatchObject({
      isSnapshot: false,
      unitLogs: [{ level: 'CRITICAL', text: 'loud' }],
    });
    await heard.end();
  });

  it('tell how far imports of a node are, each pipeline by itself, and after a lost connection how they ended', async () => {
    const [node, other] = [stage.addNode(), stage.addNode()];
    const tell = (nodeUuid: string, progress: Partial<LiveImport>) =>
      stage.live.about(liveImports, nodeUuid, {
        nodeUuid,
        pipeline: null,
        status: 'Running',
        rows: 0,
        bytes: 0,
        error: null,
        ...progress,
      });
    const running = { pipeline: null, status: 'RUNNING', rows: 0, bytes: 0, error: null };
    const heard = stage.hear(client, 'pipeDataImport', { uuid: node });
    expect(await heard.next()).toMatchObject({ isSnapshot: true, imports: [] });
    tell(other, { rows: 9 });
    tell(node, { rows: 5, bytes: 2 ** 40 });
    tell(node, { pipeline: 'hourly', rows: 7 });
    expect((await heard.next()).imports).toEqual([{ ...running, rows: 5, bytes: 2 ** 40 }]);
    const { cursor, imports } = await heard.next();
    expect(imports).toEqual([{ ...running, pipeline: 'hourly', rows: 7 }]);
    await heard.end();

    tell(node, { status: 'Failed', rows: 6, error: 'row 7, column state: not a number' });
    const again = stage.hear(client, 'pipeDataImport', { uuid: node, after: cursor });
    const failed = { ...running, status: 'FAILED', rows: 6, error: 'row 7, column state: not a number' };
    expect(await again.next()).toMatchObject({ isSnapshot: false, imports: [failed] });
    // Who comes later, or has missed something, hears what is known.
    stage.world.before = async () => {
      stage.world.before = async () => undefined;
      tell(node, { pipeline: 'hourly', status: 'Done', rows: 8 });
      await stage.settled();
    };
    const late = stage.hear(client, 'pipeDataImport', { uuid: node });
    const done = { ...running, pipeline: 'hourly', status: 'DONE', rows: 8 };
    expect((await late.next()).imports).toEqual([failed, { ...running, pipeline: 'hourly', rows: 7 }]);
    expect((await late.next()).imports).toEqual([done]);
    await Promise.all([again.end(), late.end()]);
  });

  it('tell that rows were stored, of nodes that are seen, and say whose rows are watched', async () => {
    const [node, other, hidden] = [stage.addNode(), stage.addNode(), stage.addNode()];
    stage.world.hidden.add(hidden);
    const said: string[] = [];
    const interest = stage.connection.subscribe(rowInterest.subject, {
      callback: (_error, { data }) => void said.push(...unwrap(data, rowInterest.schema).data.nodeUuids),
    });
    await stage.settled();
    const tell = (...nodeUuids: string[]) =>
      nodeUuids.forEach((uuid) => stage.live.about(liveRows, uuid, { nodeUuids: [uuid] }));
    const heard = stage.hear(client, 'pipeDataStored', { uuids: [node, hidden] });
    expect(await heard.next()).toMatchObject({ isSnapshot: true, nodeUuids: [node] });
    await eventually(() => expect(said).toContain(node));
    expect(said).not.toContain(hidden);
    tell(other, hidden, node);
    const { cursor, ...payload } = await heard.next();
    expect(payload).toEqual({ isSnapshot: false, snapshotReason: null, nodeUuids: [node] });
    await heard.end();

    tell(node);
    const again = stage.hear(client, 'pipeDataStored', { uuids: [node], after: cursor });
    expect(await again.next()).toMatchObject({ isSnapshot: false, nodeUuids: [node] });
    await again.end();
    interest.unsubscribe();
  });

  it('tell how repositories are synchronised', async () => {
    const uuid = randomUUID();
    const requestId = randomUUID();
    stage.fleet.on(listRepositoryRegistries, () => ({ count: 0, repositoriesRegistry: [] }));
    await stage.settled();
    const hidden = stage.hear(client, 'repositoryRegistrySyncs', { uuids: [uuid] });
    expect(await hidden.next()).toMatchObject({ isSnapshot: true, repositoriesRegistry: [] });
    const row = {
      uuid,
      platform: 'Github' as const,
      repositoryUrl: 'https://git.test/a.git',
      isPublicRepository: true,
      releasesData: null,
      localRepositorySize: 0,
      syncStatus: 'Updated' as const,
      syncError: null,
      syncLastDatetime: null,
      createDatetime: new Date(),
      lastUpdateDatetime: new Date(),
      creatorUuid: null,
      branches: [],
    };
    stage.fleet.on(listRepositoryRegistries, () => ({ count: 1, repositoriesRegistry: [row] }));
    const heard = stage.hear(client, 'repositoryRegistrySyncs', { uuids: [uuid] });
    expect((await heard.next()).repositoriesRegistry).toEqual([
      { uuid, syncStatus: 'UPDATED', syncError: null },
    ]);
    await stage.emit(repositoryRegistrySyncRequested, { uuid, requestId, onBehalfOf: null });
    await stage.emit(mirrorFailed, { registryUuid: uuid, requestId, error: 'away' });
    await stage.emit(mirrorSynced, { registryUuid: uuid, requestId, sizeBytes: 1, releasesData: null });
    const told = [await heard.next(), await heard.next(), await heard.next()];
    expect(told.flatMap(({ repositoriesRegistry }) => repositoriesRegistry)).toEqual([
      { uuid, syncStatus: 'PROCESSING', syncError: null },
      { uuid, syncStatus: 'ERROR', syncError: 'away' },
      { uuid, syncStatus: 'UPDATED', syncError: null },
    ]);
    await Promise.all([heard.end(), hidden.end()]);
  });
});

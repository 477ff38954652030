import {
  liveUnitLogs,
  resolveSession,
  resolveUnitToken,
  noAccess,
  unitAccessChanged,
  unitDeleted,
  unitNodeDeleted,
  unitPermissionCreated,
  unitPermissionDeleted,
  unitUpdated,
  userBlocked,
  userSessionsEnded,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { SID, unitToken, USER, userToken } from '@unitfleet/testing-fleet';
import { LiveFeeds } from '../src/api/live/live-feeds';
import { startLiveStage, type Heard, type LiveStage } from './support/live-stage';
import { UNIT } from './support/views';

const SECRET_VALUE = 'secret';

describe('what a subscription shows', () => {
  let stage: LiveStage;

  beforeAll(async () => {
    stage = await startLiveStage();
  });
  afterEach(() => {
    stage.world.hidden.clear();
  });
  afterAll(() => stage.close());

  const heardStates = async (heard: Heard) =>
    ((await heard.next()).unitNodes as { state: string }[]).map(({ state }) => state);

  it('is only what a read shows, to the anonymous agent too', async () => {
    const [open, closed] = [stage.addNode('open'), stage.addNode('closed')];
    stage.world.hidden.add(closed);
    const heard = stage.hear(stage.client(), 'unitNodeStates', { uuids: [open, closed] });
    expect(await heardStates(heard)).toEqual(['open']);
    stage.store([closed, SECRET_VALUE]);
    stage.store([open, 'mark']);
    expect(await heardStates(heard)).toEqual(['mark']);
    await heard.end();
  });

  it.each([
    [
      'a permission is taken',
      () => stage.emit(unitPermissionDeleted, { agentUuid: USER, resourceUuid: UNIT }),
    ],
    ['a level changes', () => stage.emit(unitAccessChanged, { uuid: UNIT, accessVersion: 2 })],
    ['a Unit changes', () => stage.emit(unitUpdated, { uuid: UNIT })],
  ])('ends when %s, and nothing leaves any more', async (_, change) => {
    const [lost, kept] = [stage.addNode('seen'), stage.addNode('kept')];
    const heard = stage.hear(stage.client(userToken), 'unitNodeStates', { uuids: [lost, kept] });
    expect(await heardStates(heard)).toHaveLength(2);
    stage.world.hidden.add(lost);
    await change();
    expect(await heard.next()).toMatchObject({
      isSnapshot: true,
      snapshotReason: 'ACCESS_CHANGED',
      unitNodes: [{ uuid: kept }],
    });
    stage.store([lost, SECRET_VALUE]);
    stage.store([kept, 'mark']);
    expect(await heardStates(heard)).toEqual(['mark']);
    await heard.end();
  });

  it('ends when access is lost while the owner is being asked', async () => {
    const node = stage.addNode('seen');
    stage.world.after = async () => {
      stage.world.after = async () => undefined;
      stage.world.hidden.add(node);
      const events = stage.app.get(LiveFeeds, { strict: false }).of('EVENTS');
      const before = events.position.sequence;
      await stage.emit(unitUpdated, { uuid: UNIT });
      await eventually(() => expect(events.position.sequence).toBeGreaterThan(before));
    };
    const heard = stage.hear(stage.client(userToken), 'unitNodeStates', { uuids: [node] });
    expect(await heardStates(heard)).toEqual(['seen']);
    expect(await heard.next()).toMatchObject({ snapshotReason: 'ACCESS_CHANGED', unitNodes: [] });
    await heard.end();
  });

  it('does not hold what was gathered before the right was lost', async () => {
    const [lost, kept] = [stage.addNode('seen'), stage.addNode('kept')];
    const heard = stage.hear(stage.client(userToken), 'unitNodeStates', { uuids: [lost, kept] });
    await heard.next();
    const cursor = (
      await (async () => {
        stage.store([kept, 'mark']);
        return heard.next();
      })()
    ).cursor;
    await heard.end();
    stage.store([lost, SECRET_VALUE]);
    stage.world.hidden.add(lost);
    stage.store([kept, 'after']);
    const again = stage.hear(stage.client(userToken), 'unitNodeStates', {
      uuids: [lost, kept],
      after: cursor,
    });
    expect(await heardStates(again)).toEqual(['after']);
    await again.end();
  });

  it('grows with what becomes visible', async () => {
    const node = stage.addNode('new');
    stage.world.hidden.add(node);
    const heard = stage.hear(stage.client(userToken), 'unitNodeStates', { uuids: [node] });
    expect(await heardStates(heard)).toEqual([]);
    stage.world.hidden.delete(node);
    await stage.emit(unitPermissionCreated, { agentUuid: USER, resourceUuid: node });
    expect(await heardStates(heard)).toEqual(['new']);
    stage.store([node, 'newer']);
    expect(await heardStates(heard)).toEqual(['newer']);
    await heard.end();
  });

  it('goes with a deleted node', async () => {
    const node = stage.addNode('old');
    const heard = stage.hear(stage.client(userToken), 'unitNodeStates', { uuids: [node] });
    await heard.next();
    stage.world.states.delete(node);
    await stage.emit(unitNodeDeleted, { uuid: node, unitUuid: UNIT });
    expect(await heard.next()).toMatchObject({ snapshotReason: 'ACCESS_CHANGED', unitNodes: [] });
    await heard.end();
  });

  it('is refused, and ends, with an error where a read is refused', async () => {
    const heard = stage.hear(stage.client(userToken), 'unitLogs', { uuid: UNIT });
    await heard.next();
    stage.world.hidden.add(UNIT);
    await stage.emit(unitUpdated, { uuid: UNIT });
    await expect(heard.next()).rejects.toMatchObject([{ message: expect.stringMatching(/^403: 1/) }]);
    stage.live.about(liveUnitLogs, UNIT, { unitUuid: UNIT, unitLogs: [] });
    const refused = stage.hear(stage.client(userToken), 'unitLogs', { uuid: UNIT });
    await expect(refused.next()).rejects.toThrow(/403: 1/);
  });

  it('of imports is for those who may see how the node is configured', async () => {
    const node = stage.addNode();
    const heard = stage.hear(stage.client(userToken), 'pipeDataImport', { uuid: node });
    await heard.next();
    stage.world.hidden.add(node);
    const refused = stage.hear(stage.client(userToken), 'pipeDataImport', { uuid: node });
    await expect(refused.next()).rejects.toThrow(/403: 1/);
    await stage.emit(unitNodeDeleted, { uuid: node, unitUuid: UNIT });
    await expect(heard.next()).rejects.toMatchObject([{ message: expect.stringMatching(/^403: 1/) }]);
  });

  describe('ends with the agent', () => {
    const closeOf = (token: string) => {
      let code: Promise<number> = Promise.resolve(0);
      const client = stage.client(token);
      code = new Promise((resolve) =>
        client.on('closed', (event) => resolve((event as { code: number }).code)),
      );
      return { client, code };
    };
    const owners = { isBlocked: false };

    beforeEach(() => {
      owners.isBlocked = false;
      stage.fleet.on(resolveSession, () => {
        if (owners.isBlocked) throw noAccess('blocked');
        return { uuid: USER, login: 'maker', role: 'User' };
      });
      stage.fleet.on(resolveUnitToken, () => {
        if (owners.isBlocked) throw noAccess('blocked');
        return { uuid: UNIT, creatorUuid: USER };
      });
    });

    it.each([
      ['a blocked user', userToken, () => stage.emit(userBlocked, { uuid: USER })],
      ['a Unit of a blocked user', unitToken, () => stage.emit(userBlocked, { uuid: USER })],
      ['who logs out', userToken, () => stage.emit(userSessionsEnded, { uuid: USER, sids: [SID] })],
      ['a deleted Unit', unitToken, () => stage.emit(unitDeleted, { uuid: UNIT, nodeUuids: [] })],
    ])('%s loses the socket', async (_, token, end) => {
      const { client, code } = closeOf(token);
      const heard = stage.hear(client, 'unitNodeStates', { uuids: [stage.addNode()] });
      await heard.next();
      owners.isBlocked = true;
      await end();
      expect(await code).toBe(4403);
      const late = stage.hear(stage.client(token), 'unitNodeStates', { uuids: [stage.addNode()] });
      await expect(late.next()).rejects.toMatchObject({ code: 4403 });
    });

    it('others keep theirs', async () => {
      const node = stage.addNode();
      const heard = stage.hear(stage.client(userToken), 'unitNodeStates', { uuids: [node] });
      await heard.next();
      await stage.emit(userSessionsEnded, { uuid: USER, sids: ['another'] });
      stage.store([node, 'still']);
      expect(await heardStates(heard)).toEqual(['still']);
      await heard.end();
    });
  });

  it('is looked at now and then, for events that were missed', async () => {
    const impatient = await startLiveStage({ LIVE_RECHECK_MS: '100' });
    try {
      const node = impatient.addNode('seen');
      const heard = impatient.hear(impatient.client(userToken), 'unitNodeStates', { uuids: [node] });
      await heard.next();
      impatient.world.hidden.add(node);
      expect(await heard.next()).toMatchObject({ snapshotReason: 'ACCESS_CHANGED', unitNodes: [] });
      await heard.end();
    } finally {
      await impatient.close();
    }
  });
});

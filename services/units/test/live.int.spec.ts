import { liveUnit, type LiveUnit, type UnitView } from '@unitfleet/contracts';
import { NATS_CONNECTION, StreamTail, unwrap } from '@unitfleet/messaging';
import { createLogger } from '@unitfleet/observability';
import { eventually } from '@unitfleet/testing';
import { fleet } from './support/played-fleet';
import { newUser, UnitsRig, version } from './support/units-rig';

describe('what a device says of itself is told to those who watch', () => {
  let rig: UnitsRig;
  let unit: UnitView;
  let tail: StreamTail;
  const told: LiveUnit[] = [];

  beforeAll(async () => {
    rig = await UnitsRig.start();
    const repo = fleet.addRepo();
    fleet.push(repo, version([], ['temperature/pepeunit']), 'v1');
    unit = await rig.create(newUser(), repo);
    tail = new StreamTail(rig.units.get(NATS_CONNECTION), 'LIVE', createLogger('units', 'fatal'), {
      lookBack: 0,
      onMessage: ({ data }) => told.push(unwrap(data, liveUnit.schema).data),
      onGap: () => undefined,
    });
    await tail.start();
  });
  afterAll(async () => {
    await tail.stop();
    await rig.stop();
  });

  it('once it is kept, and not when it is not', async () => {
    const first = rig.now();
    await rig.sendState(unit, { mem_free: 1, pu_commit_version: 'a1' }, first);
    await rig.sendState(unit, { mem_free: 2, pu_commit_version: 'a1' }, new Date(first.getTime() - 1_000));
    await rig.sendState(unit, { mem_free: 3, pu_commit_version: 'b2' }, new Date(first.getTime() + 1_000));
    await eventually(() => expect(told).toHaveLength(2));
    expect(told).toMatchObject([
      {
        uuid: unit.uuid,
        unitState: { memFree: 1 },
        currentCommitVersion: 'a1',
        lastUpdateDatetime: first,
      },
      { uuid: unit.uuid, unitState: { memFree: 3 }, currentCommitVersion: 'b2' },
    ]);
  });
});

import { join } from 'node:path';
import { PARTITIONS } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import type { DatapipeProcess } from './support/datapipe-process';
import { NumberedLoad } from './support/numbered-load';
import { TestSystem, type Instance } from './support/test-system';

const SLEEPING_CLOCK = join(__dirname, 'support/sleeping-clock.cjs');
const PACE = { perFrame: 20, pauseMs: 5 };

describe('two instances that believe to own a partition', () => {
  let system: TestSystem;
  let elder: DatapipeProcess;
  let load: NumberedLoad;

  const owners = async (): Promise<string[]> => {
    const { rows } = await system.postgres.query(
      'select distinct owner from partitions where expires_at > clock_timestamp() order by owner',
    );
    return rows.map(({ owner }) => owner);
  };
  const processed = (instance: Instance): number =>
    [...instance.fleet.workers.values()].reduce(
      (sum, { opened }) => sum + (opened?.engine.counters.messages ?? 0),
      0,
    );

  beforeAll(async () => {
    system = await TestSystem.start();
    elder = await system.daemon({ NODE_OPTIONS: `--require ${SLEEPING_CLOCK}` });
    load = await NumberedLoad.prepare(system, { stepMs: 100 });
    await system.postgres.query('create table checkpoints_back (partition int)');
    await system.postgres.query(
      `create function note_checkpoint() returns trigger language plpgsql as $$
       begin
         insert into datapipe.checkpoints_back values (old.partition);
         return new;
       end $$`,
    );
    await system.postgres.query(
      `create trigger checkpoints_go_forward before update on partitions for each row
       when (new.sequence < old.sequence or new.epoch < old.epoch) execute function note_checkpoint()`,
    );
  });
  afterAll(() => system?.stop());

  /**
   * The elder is held while its leases end and another takes everything, then wakes up and believes nothing has changed. Leases
   * are long, and ended by hand: a machine that stands still must not end them elsewhere.
   */
  const wakeElder = async (): Promise<Instance> => {
    const [owner] = await eventually(async () => {
      const found = await owners();
      expect(found).toHaveLength(1);
      return found;
    });
    await eventually(async () =>
      expect(await elder.metric('datapipe_messages_total')).toBeGreaterThan(2_000),
    );
    elder.hold();
    await system.expireLeases(owner!);
    const heir = await system.instance();
    await eventually(async () => {
      // It may have prolonged them with its last breath.
      await system.expireLeases(owner!);
      expect(heir.fleet.workers.size).toBe(PARTITIONS);
      expect(await owners()).not.toContain(owner);
      expect(processed(heir)).toBeGreaterThan(2_000);
    });
    elder.letGo();
    await eventually(async () => {
      expect(elder.complaintsSince(0).map(({ msg }) => msg)).toContain('partition abandoned');
      expect(await owners()).toHaveLength(2);
    });
    return heir;
  };

  it('store nothing twice and take nothing back when the elder wakes up and goes on', async () => {
    const heir = await load.during(() => wakeElder(), PACE);
    await load.expectExact();
    expect(await system.count('select count(*) from checkpoints_back')).toBe(0);
    const reasons = elder.complaintsSince(0).flatMap(({ reason }) => reason ?? []);
    expect(reasons).not.toContain('the lease could not be prolonged');
    await elder.stop();
    await heir.stop();
  });

  it('store once what is read again from the last checkpoint', async () => {
    const forgetful = await system.daemon({ DATAPIPE_CHECKPOINT_MS: '3600000' });
    const [owner] = await eventually(async () => {
      const found = await owners();
      expect(found).toHaveLength(1);
      return found;
    });
    const before = load.last;
    await load.publish(500, 20);
    await load.expectExact();
    await forgetful.kill();
    await system.expireLeases(owner!);
    const heir = await system.instance();
    await eventually(() => expect(processed(heir)).toBe(load.copies * (load.last - before)));
    await load.publish(100, 20);
    await load.expectExact();
    await heir.stop();
  });
});

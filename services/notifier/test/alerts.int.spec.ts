import { randomUUID } from 'node:crypto';
import {
  mirrorFailed,
  mirrorSynced,
  pipelineFailed,
  pipelineRecovered,
  repositoryRegistryDeleted,
  unitDeleted,
  unitNodeDeleted,
  unitUpdateFinished,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { NotifierRig } from './notifier-rig';

jest.setTimeout(300_000);

describe('alerts, kept by several processes', () => {
  let rig: NotifierRig;

  beforeAll(async () => {
    rig = await NotifierRig.start();
  });
  afterAll(() => rig?.stop());

  const fail = (uuid: string, version: number, error = 'no route') =>
    rig.emit(mirrorFailed, { uuid, version }, { registryUuid: uuid, requestId: randomUUID(), error });
  const succeed = (uuid: string, version: number) =>
    rig.emit(
      mirrorSynced,
      { uuid, version },
      { registryUuid: uuid, requestId: randomUUID(), sizeBytes: 1, releasesData: null },
    );
  const known = (key: string, version: number) =>
    eventually(async () => expect(await rig.knownVersion(key)).toBe(version));

  it('are raised once, however often it fails and its event comes, and resolved', async () => {
    const uuid = randomUUID();
    const key = `repository/${uuid}`;
    const told = await rig.told(key);
    const repeat = await fail(uuid, 1);
    await known(key, 1);
    await repeat();
    await fail(uuid, 2, 'still no route');
    await known(key, 2);
    expect(await rig.alerts(key)).toEqual([
      { text: expect.stringContaining('still no route'), is_open: true, occurrences: 2 },
    ]);
    await succeed(uuid, 3);
    await eventually(() => expect(told).toEqual(['raised', 'resolved']));
    expect(await rig.alerts(key)).toMatchObject([{ is_open: false }]);
  });

  it('are not raised by a failure that is told after its recovery', async () => {
    const uuid = randomUUID();
    const key = `repository/${uuid}`;
    await succeed(uuid, 2);
    await known(key, 2);
    await fail(uuid, 1);
    await fail(uuid, 3);
    await known(key, 3);
    expect(await rig.alerts(key)).toMatchObject([{ occurrences: 1 }]);
  });

  it('are one, when many failures come at once', async () => {
    const uuid = randomUUID();
    const key = `pipeline/${uuid}`;
    const told = await rig.told(key);
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        rig.emit(pipelineFailed, { uuid, version: index + 1 }, { nodeUuid: uuid, error: `error ${index}` }),
      ),
    );
    await known(key, 30);
    await rig.emit(pipelineRecovered, { uuid, version: 31 }, { nodeUuid: uuid });
    await eventually(() => expect(told).toEqual(['raised', 'resolved']));
    expect(await rig.alerts(key)).toHaveLength(1);
  });

  it('follow updates of Units', async () => {
    const uuid = randomUUID();
    const key = `update/${uuid}`;
    const finished = (version: number, status: 'Error' | 'Success') =>
      rig.emit(unitUpdateFinished, { uuid, version }, { uuid, commit: null, status, error: null });
    await finished(1, 'Error');
    await eventually(async () => expect(await rig.alerts(key)).toMatchObject([{ is_open: true }]));
    await finished(2, 'Success');
    await eventually(async () => expect(await rig.alerts(key)).toMatchObject([{ is_open: false }]));
    await finished(3, 'Error');
    await eventually(async () => expect(await rig.alerts(key)).toHaveLength(2));
  });

  it('end for good with what they are about', async () => {
    const uuid = randomUUID();
    await fail(uuid, 1);
    await rig.emit(pipelineFailed, { uuid, version: 1 }, { nodeUuid: uuid, error: 'x' });
    await rig.emit(
      unitUpdateFinished,
      { uuid, version: 1 },
      { uuid, commit: null, status: 'Error', error: 'x' },
    );
    const keys = [`repository/${uuid}`, `pipeline/${uuid}`, `update/${uuid}`];
    for (const key of keys) await known(key, 1);
    await rig.emit(repositoryRegistryDeleted, { uuid, version: 9 }, { uuid });
    await rig.emit(unitNodeDeleted, { uuid, version: 9 }, { uuid, unitUuid: randomUUID() });
    await rig.emit(unitDeleted, { uuid, version: 9 }, { uuid, nodeUuids: [] });
    for (const key of keys)
      await eventually(async () => expect(await rig.alerts(key)).toMatchObject([{ is_open: false }]));
    const witness = randomUUID();
    await fail(uuid, 100);
    await fail(witness, 1);
    await known(`repository/${witness}`, 1);
    expect(await rig.alerts(`repository/${uuid}`)).toMatchObject([{ is_open: false }]);
  });
});

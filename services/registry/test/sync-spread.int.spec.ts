import { createRepositoryRegistry, getRepositoryRegistry, type UserActor } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { randomUUID } from 'node:crypto';
import { BuilderPart } from './builder-part';
import { RegistryRig } from './registry-rig';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SPREAD_MS = 1_500_000;

let rig: RegistryRig;
let user: UserActor;

beforeAll(async () => {
  rig = await RegistryRig.start({ REGISTRY_SYNC_SPREAD: String(SPREAD_MS / 1_000) }, 2);
  user = await rig.user();
});
afterAll(() => rig.stop());

const create = async (): Promise<string> => {
  const repositoryUrl = `https://git.example.com/demo/${randomUUID()}.git`;
  const request = { platform: 'Gitlab', repositoryUrl, isPublicRepository: true };
  return (await rig.call(createRepositoryRegistry, request, user)).uuid;
};
/** Which part of all keys lies before this one. */
const partOf = (uuid: string): number => Number.parseInt(uuid.slice(0, 8), 16) / 2 ** 32;
/** Resolves when none of them is under way: one that is when the clock moves would be taken for lost, and asked for again. */
const calm = (uuids: readonly string[]) =>
  eventually(async () => {
    const all = await Promise.all(uuids.map((uuid) => rig.call(getRepositoryRegistry, { uuid }, user)));
    expect(all.map(({ syncStatus }) => syncStatus)).toEqual(uuids.map(() => 'Updated'));
  });
const askedFor = (uuid: string): number => BuilderPart.requests.filter((one) => one.uuid === uuid).length;

it('spreads the hourly synchronisations by their keys, each once, whichever process looks', async () => {
  // As many as give each part of the hour some.
  const uuids = await Promise.all(Array.from({ length: 40 }, create));
  await calm(uuids);
  const early = uuids.filter((uuid) => partOf(uuid) < 0.48);
  const late = uuids.filter((uuid) => partOf(uuid) > 0.7);
  const slot = Math.ceil((rig.now() - 30 * MINUTE_MS) / HOUR_MS) * HOUR_MS + 30 * MINUTE_MS;
  const half = slot + SPREAD_MS / 2 - rig.now();

  await rig.advanceClock(half);
  await eventually(() => expect(early.map(askedFor)).toEqual(early.map(() => 2)));
  expect(late.map(askedFor)).toEqual(late.map(() => 1));
  await calm(early);

  await rig.advanceClock(SPREAD_MS / 2);
  await eventually(() => expect(uuids.map(askedFor)).toEqual(uuids.map(() => 2)));
});

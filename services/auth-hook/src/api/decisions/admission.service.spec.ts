import { signUnitToken, tokenKey } from '@unitfleet/security';
import type { Settings } from '../../settings';
import { AdmissionService } from './admission.service';
import { TokenReader } from './token-reader';

const SECRET = 'a key that no instance has';
const UNIT = '11111111-1111-4111-8111-111111111111';
const OWNER = '33333333-3333-4333-8333-333333333333';
const ADMISSION = '{"result":"allow"}';
const request = { username: signUnitToken(UNIT, tokenKey(SECRET)), clientid: 'c', peerhost: '127.0.0.1' };

/** @param whileReported what is heard of while the report is on its way into the stream */
const serviceWith = (world: { blocked: boolean; gone: boolean }, whileReported: () => void) => {
  const noted: string[] = [];
  const directory = {
    devices: {
      peek: () => ({
        version: 1,
        document: world.gone ? null : { creatorUuid: OWNER, admission: ADMISSION },
      }),
    },
    users: { peek: () => ({ version: 1, document: world.blocked }) },
  };
  const silent = new Proxy({}, { get: () => () => undefined });
  const reports = { connected: async () => whileReported(), refused: () => undefined };
  const late = { note: (unitUuid: string) => void noted.push(unitUuid) };
  const tokens = new TokenReader({ PU_SECRET_KEY: SECRET } as Settings);
  const admissions = new AdmissionService(
    tokens,
    directory as never,
    late as never,
    reports as never,
    silent as never,
  );
  return { admissions, noted };
};

describe('a device is let in', () => {
  it('and found when its owner is blocked a moment later', async () => {
    const { admissions, noted } = serviceWith({ blocked: false, gone: false }, () => undefined);
    await expect(admissions.authenticate(request)).resolves.toBe(ADMISSION);
    expect(noted).toEqual([UNIT]);
  });

  it.each([['blocked'], ['gone']] as const)(
    'unless it is %s by the time that its coming is reported, however long that takes',
    async (fact) => {
      const world = { blocked: false, gone: false };
      const { admissions } = serviceWith(world, () => (world[fact] = true));
      await expect(admissions.authenticate(request)).resolves.toBe('{"result":"deny"}');
    },
  );
});

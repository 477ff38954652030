import { createTelegramLink, resolveSession } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { PASSWORD, RegistryRig } from './registry-rig';

let rig: RegistryRig;

beforeAll(async () => {
  rig = await RegistryRig.start({
    LOGIN_LIMIT_ACCOUNT_ADDRESS: '3',
    LOGIN_LIMIT_ACCOUNT: '6',
    LOGIN_LIMIT_ADDRESS: '12',
    LOGIN_LIMIT_WINDOW_S: '3600',
  });
});
afterAll(() => rig.stop());

/** The code of the answer to a login. */
const attempt = (login: string, password: string, address: string): Promise<string> =>
  rig.logIn(login, password, address).then(
    () => 'in',
    (error) => error.errorCode,
  );
const guess = (login: string, address: string) => attempt(login, 'wrong-password', address);

it('counts failures only', async () => {
  const { login } = await rig.user();
  for (let index = 0; index < 20; index += 1) expect(await attempt(login, PASSWORD, '10.1.0.1')).toBe('in');
  expect(await guess(login, '10.1.0.1')).toBe('NoAccess');
});

it('limits guesses on one account from one address; a rightful login forgets them', async () => {
  const { login } = await rig.user();
  const address = '10.2.0.1';
  for (let round = 0; round < 2; round += 1) {
    expect(await guess(login, address)).toBe('NoAccess');
    expect(await guess(login, address)).toBe('NoAccess');
    expect(await attempt(login, PASSWORD, address)).toBe('in');
  }
  for (let index = 0; index < 3; index += 1) expect(await guess(login, address)).toBe('NoAccess');
  expect(await attempt(login, PASSWORD, address)).toBe('TooManyRequests');
  await expect(rig.logIn(login, PASSWORD, address)).rejects.toMatchObject({
    message: expect.stringMatching(
      /^429: 90: Too Many Requests: too many attempts to log in; try again in \d+ s$/,
    ),
    retryAfterS: expect.any(Number),
  });
  await rig.advanceClock(3_600_000);
  await eventually(async () => expect(await attempt(login, PASSWORD, address)).toBe('in'));
});

it('limits guesses from one address on any account, a network of IPv6 being one address', async () => {
  const host = (index: number): string => `2001:db8:0:1::${index + 1}`;
  for (let index = 0; index < 12; index += 1)
    expect(await guess(`nobody-${index}`, host(index))).toBe('Validation');
  expect(await guess('nobody-13', host(13))).toBe('TooManyRequests');
  expect(await guess('nobody-13', '2001:db8:0:2::1')).toBe('Validation');
});

it('limits guesses on one account from anywhere, but does not lock its user out of a place that is known', async () => {
  const user = await rig.user();
  const home = '10.3.0.1';
  const claims = await rig.logIn(user.login, PASSWORD, home);
  for (let index = 0; index < 6; index += 1)
    expect(await guess(user.login, `10.3.1.${index}`)).toBe('NoAccess');
  expect(await guess(user.login, '10.3.2.1')).toBe('TooManyRequests');
  expect(await attempt(user.login, PASSWORD, '10.3.2.2')).toBe('TooManyRequests');
  expect(await attempt(user.login, PASSWORD, home)).toBe('in');
  expect(await rig.call(resolveSession, { userUuid: user.uuid, sid: claims.sid })).toMatchObject({
    uuid: user.uuid,
  });
  await rig.advanceClock(3_600_000);
  await eventually(async () => expect(await attempt(user.login, PASSWORD, '10.3.2.2')).toBe('in'));
});

it('a link to the Telegram bot is refused with 405 while the instance runs none', async () => {
  await expect(rig.call(createTelegramLink, {}, await rig.user())).rejects.toThrow(
    /^405: 15: Feature Flag Error: /,
  );
});

import { randomUUID } from 'node:crypto';
import {
  ANONYMOUS,
  blockUser,
  countRegistryEntities,
  getUser,
  createTelegramLink,
  endSession,
  getUserStandings,
  linkTelegramChat,
  listUsers,
  registerUser,
  resolveSession,
  unblockUser,
  updateUser,
  PLATFORM,
  type Actor,
  type DomainError,
  type UserActor,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { PASSWORD, RegistryRig } from './registry-rig';

/** Stored by another program: PBKDF2 with the static salt `pepper`, and the random salt under the key of the tests. */
const IMPORTED = {
  password: 'Imported-Pass-1',
  hash: 'pzWT1eZMVt5S6m5alh1bi7CQiiBjbnBR5JAq9YoKArA=',
  cipherSalt: 'AAECAwQFBgcICQoL.abnaBlhjix4S+KbumD1Uqa967LpzI0oMBu7wBYn00OB7GBQAIggNMw==',
};

let rig: RegistryRig;
let admin: UserActor;

beforeAll(async () => {
  // Two processes, as in a fleet: what must happen once must not depend on one process's memory.
  const bot = { PU_FF_TELEGRAM_BOT_ENABLE: 'true', PU_TELEGRAM_BOT_LINK: 'https://t.me/fleet_bot' };
  rig = await RegistryRig.start(bot, 2);
});
afterAll(() => rig.stop());

const resolve = (claims: { uuid: string; sid: string }) =>
  rig.call(resolveSession, { userUuid: claims.uuid, sid: claims.sid });

it('10B.30: makes the first user, and nobody else, an admin, however many register at once', async () => {
  const lock = rig.source.createQueryRunner();
  await lock.startTransaction();
  // Nobody gets further than asking whether somebody is there, until several have asked.
  await lock.query('lock table users in share row exclusive mode');
  const registering = Promise.all(Array.from({ length: 8 }, (_, index) => rig.user(`first-${index}`)));
  await eventually(async () => {
    const [{ waiting }] = await rig.source.query(
      'select count(*)::int as waiting from pg_locks where not granted',
    );
    expect(waiting).toBeGreaterThanOrEqual(8);
  });
  await lock.commitTransaction();
  await lock.release();

  const admins = (await registering).filter(({ role }) => role === 'Admin');
  expect(admins).toHaveLength(1);
  admin = admins[0]!;
});

describe('registration', () => {
  it('gives a login to one of those who want it at once; the others get the error of the protocol', async () => {
    const wanted = Array.from({ length: 6 }, () =>
      rig.call(registerUser, { login: 'wanted', password: PASSWORD }, ANONYMOUS),
    );
    const results = await Promise.allSettled(wanted);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(5);
    for (const { reason } of refused)
      expect(reason.message).toBe('422: 3: User Validation Error: the login is taken');
  });

  it.each([
    ['abc', PASSWORD],
    ['with blank', PASSWORD],
    ['x'.repeat(21), PASSWORD],
    ['good', 'short'],
    ['good', 'with blank in it'],
  ])('refuses %j with %j', async (login, password) => {
    await expect(rig.call(registerUser, { login, password }, ANONYMOUS)).rejects.toMatchObject({
      errorCode: 'User',
    });
  });

  it('is for strangers only', async () => {
    const request = { login: 'another', password: PASSWORD };
    await expect(rig.call(registerUser, request, admin)).rejects.toMatchObject({ errorCode: 'NoAccess' });
  });

  it('says so in an event', async () => {
    const { uuid, login } = await rig.user();
    expect((await rig.event('registry.user.registered', uuid)).data).toEqual({ uuid, login });
  });
});

describe('a session', () => {
  it('is opened by login and password, one per login', async () => {
    const user = await rig.user();
    const claims = await rig.logIn(user.login);
    const other = await rig.logIn(user.login);
    expect(claims).toMatchObject({
      uuid: user.uuid,
      type: 'User',
      sid: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(other.sid).not.toBe(claims.sid);
    expect(await resolve(claims)).toEqual({ uuid: user.uuid, login: user.login, role: 'User' });
    await expect(resolve({ ...claims, sid: 'ab' })).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await expect(resolve({ ...claims, uuid: admin.uuid })).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await expect(resolve({ ...claims, uuid: randomUUID() })).rejects.toMatchObject({ errorCode: 'NoAccess' });
  });

  it('is not opened with a wrong password, or by nobody', async () => {
    const user = await rig.user();
    await expect(rig.logIn(user.login, 'wrong-password')).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await expect(rig.logIn('nobody-here')).rejects.toMatchObject({ errorCode: 'Validation' });
  });

  it('ends when the password changes, and the event says so', async () => {
    const user = await rig.user();
    const claims = await rig.logIn(user.login);
    await rig.call(updateUser, { password: 'another-horse' }, user);
    await expect(resolve(claims)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await expect(rig.logIn(user.login)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await resolve(await rig.logIn(user.login, 'another-horse'));
    const { data } = await rig.event('registry.user.sessions-ended', user.uuid);
    expect(data).toEqual({ uuid: user.uuid, sids: null });
  });

  it('10B.19: ends with a block, is opened for nobody who is blocked, and does not come back', async () => {
    const user = await rig.user();
    const claims = await rig.logIn(user.login);
    await rig.call(blockUser, { uuid: user.uuid }, admin);
    await expect(resolve(claims)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await expect(rig.logIn(user.login)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    expect(await rig.call(getUserStandings, { uuids: [user.uuid, admin.uuid, randomUUID()] })).toEqual({
      users: expect.arrayContaining([
        { uuid: user.uuid, isBlocked: true, version: expect.any(Number) },
        { uuid: admin.uuid, isBlocked: false, version: expect.any(Number) },
      ]),
    });
    const blocked = await rig.event('registry.user.blocked', user.uuid);
    const { users } = await rig.call(getUserStandings, { uuids: [user.uuid] });
    expect(users[0]?.version).toBe(blocked.aggregateVersion);

    await rig.call(unblockUser, { uuid: user.uuid }, admin);
    await expect(resolve(claims)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await resolve(await rig.logIn(user.login));
    const unblocked = await rig.event('registry.user.unblocked', user.uuid);
    expect(unblocked.aggregateVersion).toBeGreaterThan(blocked.aggregateVersion);
  });

  it('is not guessed: too many attempts are refused, until some time has passed', async () => {
    const user = await rig.user();
    const guess = () => rig.logIn(user.login, 'wrong-password', '10.9.9.9');
    const errors: DomainError[] = await Promise.all(
      Array.from({ length: 14 }, () => guess().catch((error) => error)),
    );
    const refusals = errors.filter(({ errorCode }) => errorCode === 'TooManyRequests');
    expect(refusals).toHaveLength(4);
    expect(refusals[0]!.message).toMatch(/^429: 90: Too Many Requests: .*; try again in \d+ s$/);
    await expect(rig.logIn(user.login, PASSWORD, '10.9.9.9')).rejects.toMatchObject({
      errorCode: 'TooManyRequests',
    });
    await resolve(await rig.logIn(user.login, PASSWORD, '10.1.1.1'));
    await rig.advanceClock(301_000);
    await resolve(await rig.logIn(user.login, PASSWORD, '10.9.9.9'));
  });

  it('is opened for an imported user, whose hash is then renewed', async () => {
    const user = await rig.user();
    await rig.source.query(
      'update users set hashed_password = $2, cipher_dynamic_salt = $3 where uuid = $1',
      [user.uuid, IMPORTED.hash, IMPORTED.cipherSalt],
    );
    await expect(rig.logIn(user.login)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    // Each renews the hash, whatever the other has done to it meanwhile.
    for (const claims of await Promise.all([1, 2, 3].map(() => rig.logIn(user.login, IMPORTED.password))))
      await resolve(claims);
    const [row] = await rig.source.query('select * from users where uuid = $1', [user.uuid]);
    expect(row).toMatchObject({
      hashed_password: expect.stringMatching(/^\$argon2id/),
      cipher_dynamic_salt: null,
    });
    await rig.logIn(user.login, IMPORTED.password);
  });

  it('ends at the wish of its user, alone, and the event names it', async () => {
    const user = await rig.user();
    const [ending, staying] = [await rig.logIn(user.login), await rig.logIn(user.login)];
    for (const actor of [ANONYMOUS, PLATFORM])
      await expect(rig.call(endSession, { sid: ending.sid }, actor)).rejects.toMatchObject({
        errorCode: 'NoAccess',
      });
    await rig.call(endSession, { sid: ending.sid }, admin);
    await resolve(ending);
    await rig.call(endSession, { sid: ending.sid }, user);
    await expect(resolve(ending)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await resolve(staying);
    const { data } = await rig.event('registry.user.sessions-ended', user.uuid);
    expect(data).toEqual({ uuid: user.uuid, sids: [ending.sid] });
    expect(await rig.call(endSession, { sid: ending.sid }, user)).toBeNull();
  });
});

describe('a Telegram chat', () => {
  const newChat = (): string => String(Math.floor(Math.random() * 1e12) + 1e12);
  const newCode = async (user: UserActor): Promise<string> => {
    const { link } = await rig.call(createTelegramLink, {}, user);
    const [, code] = /^https:\/\/t\.me\/fleet_bot\?start=([A-Za-z0-9]{8})$/.exec(link)!;
    return code!;
  };
  const link = (code: string, chatId: string, actor: Actor = PLATFORM) =>
    rig.call(linkTelegramChat, { code, chatId }, actor);
  const refused = { errorCode: 'User', class: { status: 422, code: 3 } };

  it('10B.3: is linked by a code, which verifies its user and changes nothing else', async () => {
    const user = await rig.user();
    const before = await rig.call(getUser, { uuid: user.uuid }, user);
    const chatId = newChat();
    const code = await newCode(user);
    expect(await link(code, chatId)).toEqual({ ...before, status: 'Verified' });
    expect((await rig.logIn(chatId)).uuid).toBe(user.uuid);
    await rig.call(blockUser, { uuid: user.uuid }, admin);
    await rig.call(unblockUser, { uuid: user.uuid }, admin);
    expect(await rig.call(getUser, { uuid: user.uuid }, user)).toEqual({ ...before, status: 'Verified' });
    const rows = await rig.source.query('select * from telegram_codes where user_uuid = $1', [user.uuid]);
    expect(rows).toEqual([]);
  });

  it('is linked once per code, within 60 seconds, whoever uses it', async () => {
    const user = await rig.user();
    const code = await newCode(user);
    const results = await Promise.allSettled(
      [newChat(), newChat(), newChat()].map((chat) => link(code, chat)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const late = await newCode(user);
    await rig.advanceClock(60_000);
    await eventually(async () =>
      expect(await link(late, newChat()).catch((error) => error)).toMatchObject(refused),
    );
    await expect(link('wrong123', newChat())).rejects.toMatchObject(refused);
  });

  it('of somebody else is refused with code 3, also when both ask at once', async () => {
    const [one, two] = [await rig.user(), await rig.user()];
    const chatId = newChat();
    const codes = [await newCode(one), await newCode(two)];
    const results = await Promise.allSettled(codes.map((code) => link(code, chatId)));
    const errors = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
    expect(errors).toEqual([expect.objectContaining({ errorCode: 'User' })]);
    expect(errors[0].message).toBe('422: 3: User Validation Error: the chat is linked to another user');
  });

  it('is linked by the platform only, and not for a blocked user, who stays blocked', async () => {
    const user = await rig.user();
    const code = await newCode(user);
    await expect(link(code, newChat(), user)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await rig.call(blockUser, { uuid: user.uuid }, admin);
    await expect(link(code, newChat())).rejects.toMatchObject({ errorCode: 'NoAccess' });
    expect(await rig.call(getUser, { uuid: user.uuid }, admin)).toMatchObject({ status: 'Blocked' });
    await expect(rig.call(createTelegramLink, {}, ANONYMOUS)).rejects.toMatchObject({
      errorCode: 'NoAccess',
    });
  });

  it('10B.14: is not that of a user whose login is its digits, and both get in with the own password', async () => {
    const chatId = newChat();
    const linked = await rig.user();
    await link(await newCode(linked), chatId);
    const password = 'battery-staple';
    const imitator = await rig.call(registerUser, { login: chatId, password }, ANONYMOUS);
    expect((await rig.logIn(chatId, PASSWORD)).uuid).toBe(linked.uuid);
    expect((await rig.logIn(chatId, password)).uuid).toBe(imitator.uuid);
    await expect(rig.logIn(chatId, 'wrong-password')).rejects.toMatchObject({ errorCode: 'NoAccess' });
    expect(imitator.status).toBe('Unverified');
  });
});

describe('users', () => {
  it('edit themselves; empty values change nothing; a taken login is refused', async () => {
    const user = await rig.user();
    const before = await rig.call(getUser, { uuid: user.uuid }, user);
    expect(await rig.call(updateUser, { login: '', password: '' }, user)).toEqual(before);
    const login = `n${randomUUID().slice(0, 10)}`;
    expect(await rig.call(updateUser, { login }, user)).toEqual({ ...before, login });
    await expect(rig.call(updateUser, { login: admin.login }, user)).rejects.toMatchObject({
      errorCode: 'User',
    });
  });

  it('10B.3: keep the name of their Grafana organisation through a block', async () => {
    const user = await rig.user();
    const before = await rig.call(getUser, { uuid: user.uuid }, user);
    await rig.call(blockUser, { uuid: user.uuid }, admin);
    await rig.call(unblockUser, { uuid: user.uuid }, admin);
    expect(await rig.call(getUser, { uuid: user.uuid }, user)).toEqual(before);
  });

  it('10B.5: are blocked by admins only, and only if they exist', async () => {
    const user = await rig.user();
    await expect(rig.call(blockUser, { uuid: admin.uuid }, user)).rejects.toMatchObject({
      errorCode: 'NoAccess',
    });
    await expect(rig.call(blockUser, { uuid: randomUUID() }, admin)).rejects.toMatchObject({
      errorCode: 'Validation',
    });
  });

  it('are listed by page, word, role and status', async () => {
    const user = await rig.user('Findable-One');
    await rig.user('findable-two');
    const list = (request: object) => rig.call(listUsers, request, user);
    const both = await list({ searchString: 'FIND able', orderByCreateDate: 'asc' });
    expect(both.count).toBe(2);
    expect(both.users.map(({ login }) => login)).toEqual(['Findable-One', 'findable-two']);
    const second = await list({ searchString: 'findable', orderByCreateDate: 'asc', offset: 1, limit: 1 });
    expect(second).toMatchObject({ count: 2, users: [{ login: 'findable-two' }] });
    expect(await list({ searchString: 'find%' })).toMatchObject({ count: 0 });
    expect((await list({ role: ['Admin'] })).users.map(({ uuid }) => uuid)).toEqual([admin.uuid]);
    expect(await list({ role: null })).toEqual({ count: 0, users: [] });
    expect(await list({ uuids: [user.uuid], status: ['Unverified', 'Nonsense'] })).toMatchObject({
      count: 1,
    });
    await expect(rig.call(listUsers, {}, ANONYMOUS)).rejects.toMatchObject({ errorCode: 'NoAccess' });
  });

  it('are shown to users and Grafana only', async () => {
    const unit: Actor = { kind: 'Unit', uuid: randomUUID() };
    for (const actor of [ANONYMOUS, unit])
      await expect(rig.call(getUser, { uuid: admin.uuid }, actor)).rejects.toMatchObject({
        errorCode: 'NoAccess',
      });
    expect(
      await rig.call(getUser, { uuid: admin.uuid }, { kind: 'Grafana', uuid: admin.uuid }),
    ).toMatchObject({
      login: admin.login,
    });
    await expect(rig.call(getUser, { uuid: randomUUID() }, admin)).rejects.toMatchObject({
      errorCode: 'Validation',
    });
  });

  it('are counted', async () => {
    const counts = await rig.call(countRegistryEntities, {}, ANONYMOUS);
    expect(counts.userCount).toBeGreaterThan(8);
    expect(counts).toMatchObject({ repositoryRegistryCount: 0, repoCount: 0 });
  });
});

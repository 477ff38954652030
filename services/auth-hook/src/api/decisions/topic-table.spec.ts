import type { NodeAccess, NodeSight, UnitNodeType, VisibilityLevel } from '@unitfleet/contracts';
import { UNIT_NODE_TYPES, VISIBILITY_LEVELS } from '@unitfleet/contracts';
import {
  signBackendToken,
  signGrafanaToken,
  signPanelToken,
  signUnitToken,
  signUserToken,
  tokenKey,
} from '@unitfleet/security';
import type { Action } from '../../domain/topic-question';
import type { Settings } from '../../settings';
import { TokenReader } from './token-reader';
import { TopicService } from './topic.service';

const DOMAIN = 'x.org:8080';
const SECRET = 'a key that no instance has';
const UNIT = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const OWNER = '33333333-3333-4333-8333-333333333333';
const NODE = 'c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12';
const NOW = 1_700_000_000_000;
const key = tokenKey(SECRET);
const later = new Date(Date.now() + 60_000);
const settings = { PU_DOMAIN: DOMAIN, PU_SECRET_KEY: SECRET } as Settings;

/** What the instance has, as far as one question goes. */
interface World {
  readonly node: NodeAccess | null;
  readonly sight: NodeSight;
  readonly device: 'there' | 'gone' | 'of a blocked owner';
}

const nothing: NodeSight = {
  nodeUuid: NODE,
  nodeVersion: 1,
  isGranted: false,
  gracedUntil: null,
  isNoted: true,
};

const serviceIn = ({ node, sight, device }: World) => {
  const known = device === 'gone' ? null : { creatorUuid: OWNER, admission: '' };
  const directory = {
    devices: { peek: () => ({ version: 1, document: known }), isOver: () => false },
    isBlocked: async () => device === 'of a blocked owner',
    node: async () => node && { version: 1, access: node },
    sight: async () => sight,
    askAbout: async () => ({ node: node && { version: 1, access: node }, sight }),
  };
  const silent = new Proxy({}, { get: () => () => undefined });
  return new TopicService(
    new TokenReader(settings),
    directory as never,
    silent as never,
    silent as never,
    silent as never,
    silent as never,
    { now: () => NOW },
    settings,
  );
};

const nodeWith = (facts: Partial<NodeAccess>): NodeAccess => ({
  uuid: NODE,
  unitUuid: OTHER,
  type: 'Output',
  topicName: 'temperature/pepeunit',
  visibilityLevel: 'Public',
  isRewritableInput: false,
  ...facts,
});

const unitToken = signUnitToken(UNIT, key);
const ask = (world: Partial<World>, action: Action, topic: string, username = unitToken) =>
  serviceIn({ node: null, sight: nothing, device: 'there', ...world }).authorize({
    username,
    action,
    topic,
    clientid: 'c',
    peerhost: '127.0.0.1',
  });

const combinations = (() => {
  const rows: [Action, UnitNodeType, VisibilityLevel, boolean, boolean, boolean, boolean][] = [];
  const both = [true, false];
  for (const action of ['publish', 'subscribe'] as const)
    for (const type of UNIT_NODE_TYPES)
      for (const level of VISIBILITY_LEVELS)
        for (const isOwn of both)
          for (const isGranted of both)
            for (const isRewritable of both)
              for (const isGraced of both)
                rows.push([action, type, level, isOwn, isGranted, isRewritable, isGraced]);
  return rows;
})();

/** The rules of `docs/protocol/decisions.md`, "Devices", in their own words. */
const expected = ([
  action,
  type,
  level,
  isOwn,
  isGranted,
  isRewritable,
  isGraced,
]: (typeof combinations)[0]) => {
  const isVisible = isOwn || level !== 'Private' || isGranted;
  if (action === 'publish') {
    if (type === 'Output') return isOwn;
    return isVisible && isRewritable;
  }
  if (isOwn) return true;
  return (type === 'Output' && isVisible) || isGraced;
};

describe('about nodes', () => {
  it.each(combinations)(
    '%s to an %s, %s, own %s, granted %s, rewritable %s, graced %s',
    async (...row: (typeof combinations)[0]) => {
      const [action, type, visibilityLevel, isOwn, isGranted, isRewritableInput, isGraced] = row;
      for (const topicName of ['temperature/pepeunit', 'temperature']) {
        const node = nodeWith({
          type,
          visibilityLevel,
          isRewritableInput,
          topicName,
          unitUuid: isOwn ? UNIT : OTHER,
        });
        const sight = { ...nothing, isGranted, gracedUntil: isGraced ? new Date(NOW + 1) : null };
        const [topic, wrong] = [`${DOMAIN}/${NODE}`, `${DOMAIN}/${NODE}/pepeunit`].sort(
          (one) => Number(one.endsWith('/pepeunit') !== topicName.endsWith('/pepeunit')) * 2 - 1,
        ) as [string, string];
        const answers = {
          topic: await ask({ node, sight }, action, topic),
          otherForm: await ask({ node, sight }, action, wrong),
          below: await ask({ node, sight }, action, `${DOMAIN}/${NODE}/+`),
          allBelow: await ask({ node, sight }, action, `${DOMAIN}/${NODE}/#`),
          elsewhere: await ask({ node, sight }, action, topic.replace(DOMAIN, 'y.org')),
          deeper: await ask({ node, sight }, action, `${topic}/more`),
          ofBlocked: await ask({ node, sight, device: 'of a blocked owner' }, action, topic),
          ofNobody: await ask({ node, sight, device: 'gone' }, action, topic),
        };
        const mayHearBelow = isOwn && action === 'subscribe';
        expect(answers).toEqual({
          topic: expected(row),
          otherForm: false,
          below: mayHearBelow,
          allBelow: mayHearBelow,
          elsewhere: false,
          deeper: false,
          ofBlocked: false,
          ofNobody: false,
        });
      }
    },
  );

  it.each([
    ['subscribe', `${DOMAIN}/${NODE}`, true],
    ['subscribe', `${DOMAIN}/${NODE}/pepeunit`, true],
    ['publish', `${DOMAIN}/${NODE}`, false],
    ['publish', `${DOMAIN}/${NODE}/pepeunit`, false],
    ['subscribe', `${DOMAIN}/${NODE}/#`, false],
    ['subscribe', `${DOMAIN}/${NODE}/+`, false],
  ] as const)('where none is: %s to %s is %s', async (action, topic, isAllowed) => {
    await expect(ask({ node: null }, action, topic)).resolves.toBe(isAllowed);
  });

  it('a grace ends at its time', async () => {
    const node = nodeWith({ visibilityLevel: 'Private' });
    const topic = `${DOMAIN}/${NODE}/pepeunit`;
    const until = (gracedUntil: Date) =>
      ask({ node, sight: { ...nothing, gracedUntil } }, 'subscribe', topic);
    await expect(until(new Date(NOW + 1))).resolves.toBe(true);
    await expect(until(new Date(NOW))).resolves.toBe(false);
  });

  it('nothing is allowed that the owner has not noted', async () => {
    const topic = `${DOMAIN}/${NODE}/pepeunit`;
    const sight = { ...nothing, isNoted: false };
    await expect(ask({ node: nodeWith({}), sight }, 'subscribe', topic)).resolves.toBe(false);
  });
});

describe('about base topics', () => {
  const names = ['update/pepeunit', 'short', 'a/b/c/pepeunit', '+/pepeunit', '#', 'update/+'];
  const rows = (['publish', 'subscribe'] as const).flatMap((action) =>
    (['input_base_topic', 'output_base_topic'] as const).flatMap((section) =>
      [UNIT, OTHER, '+'].flatMap((unit) => names.map((name) => [action, section, unit, name] as const)),
    ),
  );
  it.each(rows)('%s to %s/%s/%s', async (action, section, unit, name) => {
    const isWildcard = /[+#]/.test(name);
    const isOwnSide = section === (action === 'publish' ? 'output_base_topic' : 'input_base_topic');
    const isAllowed = unit === UNIT && isOwnSide && !(action === 'publish' && isWildcard);
    const topic = `${DOMAIN}/${section}/${unit}/${name}`;
    await expect(ask({}, action, topic)).resolves.toBe(isAllowed);
    await expect(ask({ device: 'of a blocked owner' }, action, topic)).resolves.toBe(false);
    await expect(ask({ device: 'gone' }, action, topic)).resolves.toBe(false);
    await expect(ask({}, action, topic.replace(DOMAIN, 'y.org'))).resolves.toBe(false);
  });
});

describe('about what is nobody’s', () => {
  const topics = [
    '',
    '#',
    '+/+',
    '$SYS/#',
    '$SYS/brokers',
    DOMAIN,
    `${DOMAIN}/`,
    `${DOMAIN}/#`,
    `${DOMAIN}/+`,
  ];
  const more = [
    `${DOMAIN}/+/pepeunit`,
    `${DOMAIN}/+/+/+/pepeunit`,
    `$share/g/${DOMAIN}/${NODE}`,
    `+/${NODE}`,
  ];
  it.each([...topics, ...more])('"%s" is refused', async (topic) => {
    for (const action of ['publish', 'subscribe'] as const)
      await expect(ask({ node: nodeWith({ unitUuid: UNIT }) }, action, topic)).resolves.toBe(false);
  });
});

describe('whoever is no Unit', () => {
  const panel = { unitNodeUuid: NODE, panelUuid: OTHER };
  it.each([
    ['nobody', ''],
    ['garbage', 'garbage'],
    ['another key', signUnitToken(UNIT, tokenKey('some other key of length'))],
    ['a User', signUserToken({ uuid: UNIT, sid: 'ab' }, key, later)],
    ['Grafana', signGrafanaToken(UNIT, key, later)],
    ['a panel', signPanelToken(panel, key, later)],
    ['the platform, which has its own listener', signBackendToken(DOMAIN, key)],
  ])('%s is refused', async (_name, token) => {
    const topics = [`${DOMAIN}/${NODE}/pepeunit`, `${DOMAIN}/input_base_topic/${UNIT}/update/pepeunit`];
    for (const topic of topics)
      for (const action of ['publish', 'subscribe'] as const)
        await expect(ask({ node: nodeWith({}) }, action, topic, token)).resolves.toBe(false);
  });
});

/** `docs/protocol/device.md 1.3`, where directions were one; the domain counts, and others than Units and the platform never do. */
describe('by token, either direction', () => {
  const mayUse = (token: string, topic: string, node: NodeAccess | null = nodeWith({})) =>
    serviceIn({ node, sight: nothing, device: 'there' }).mayUse(token, topic);
  const platform = signBackendToken(DOMAIN, key);

  it.each([
    [`${DOMAIN}/+/+/+/pepeunit`, true],
    [`${DOMAIN}/output_base_topic/${UNIT}/state/pepeunit`, true],
    [`${DOMAIN}/+/pepeunit`, true],
    [`${DOMAIN}/+`, true],
    [`${DOMAIN}/${NODE}`, true],
    [`${DOMAIN}/${NODE}/pepeunit`, true],
    [`${DOMAIN}/garbage/pepeunit`, false],
    [`${DOMAIN}/a/b/c`, false],
    [`${DOMAIN}/a/b/c/d/e`, false],
    [`y.org/+/pepeunit`, false],
    ['#', false],
  ])('the platform: %s is %s', async (topic, isAllowed) => {
    await expect(mayUse(platform, topic)).resolves.toBe(isAllowed);
  });

  it('the platform hears no node that is not there, and another instance’s platform nothing', async () => {
    await expect(mayUse(platform, `${DOMAIN}/${NODE}`, null)).resolves.toBe(false);
    await expect(mayUse(signBackendToken('y.org', key), `${DOMAIN}/+/pepeunit`)).resolves.toBe(false);
  });

  it.each([
    [`${DOMAIN}/input_base_topic/${UNIT}/update/pepeunit`, true],
    [`${DOMAIN}/output_base_topic/${UNIT}/state/pepeunit`, true],
    [`${DOMAIN}/output_base_topic/${OTHER}/state/pepeunit`, false],
    [`${DOMAIN}/${NODE}/pepeunit`, true],
    [`${DOMAIN}/+/pepeunit`, false],
  ])('a Unit: %s is %s', async (topic, isAllowed) => {
    await expect(mayUse(unitToken, topic)).resolves.toBe(isAllowed);
  });

  it.each([
    signUserToken({ uuid: UNIT, sid: 'ab' }, key, later),
    signGrafanaToken(UNIT, key, later),
    signPanelToken({ unitNodeUuid: NODE, panelUuid: OTHER }, key, later),
    'garbage',
    '',
  ])('nobody else: %#', async (token) => {
    await expect(mayUse(token, `${DOMAIN}/${NODE}/pepeunit`)).resolves.toBe(false);
  });
});

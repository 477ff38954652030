import { Actor, INPUT_BASE, OUTPUT_BASE, VISIBILITY_LEVELS, VisibilityLevel } from '@unitfleet/contracts';
import { decide } from './decide';
import { AgentFacts } from './facts';
import { FactsOf, Operation, OPERATIONS } from './operations';

const OWNER = '00000000-0000-4000-8000-000000000001';
const STRANGER = '00000000-0000-4000-8000-000000000002';
const UNIT = '00000000-0000-4000-8000-000000000003';
const OTHER_UNIT = '00000000-0000-4000-8000-000000000004';
const NODE = '00000000-0000-4000-8000-000000000005';

const user = (uuid: string, role: 'User' | 'Admin' = 'User'): Actor => ({
  kind: 'User',
  uuid,
  role,
  login: 'login',
});

/** The columns of the matrix; `granted` tells whether the agent holds a permission for the resource. */
const AGENTS = {
  Bot: { actor: { kind: 'Bot' }, granted: false },
  User: { actor: user(STRANGER), granted: false },
  'User+perm': { actor: user(STRANGER), granted: true },
  Admin: { actor: user(STRANGER, 'Admin'), granted: false },
  Creator: { actor: user(OWNER), granted: false },
  Unit: { actor: { kind: 'Unit', uuid: UNIT }, granted: false },
  'other Unit': { actor: { kind: 'Unit', uuid: OTHER_UNIT }, granted: false },
  'other Unit+perm': { actor: { kind: 'Unit', uuid: OTHER_UNIT }, granted: true },
  Backend: { actor: { kind: 'Backend' }, granted: false },
  Grafana: { actor: { kind: 'Grafana', uuid: OWNER }, granted: false },
  Panel: { actor: { kind: 'GrafanaUnitNode', uuid: NODE, panelUuid: OTHER_UNIT }, granted: false },
} as const satisfies Record<string, { actor: Actor; granted: boolean }>;

type Agent = keyof typeof AGENTS;
type Facts = FactsOf<Operation> & AgentFacts;

/**
 * `docs/protocol/rest-graphql.md 4.14`, written out by hand: Bot | User | User+perm | Creator | Unit | Backend.
 * `any` allowed, `-` refused, `V` sight, `C` creator, `S` the Unit itself, `A` Admin. Grafana's agents are told apart.
 */
const MATRIX: Record<Exclude<Operation, `broker.${string}` | 'edge.create' | 'registry.get'>, string> = {
  'user.register': 'any - - - - -',
  'user.log-in': 'any - - - - -',
  'user.get': '- any any any - -',
  'user.list': '- any any any - -',
  'user.update-own': '- any any any - -',
  'user.link-telegram': '- any any any - -',
  'user.block': '- A A A - -',
  'user.unblock': '- A A A - -',
  'registry.list': 'any any any any - -',
  'registry.create': '- any any any - -',
  'registry.list-commits': '- K K K - -',
  'registry.set-credentials': '- any any any - -',
  'registry.read-credentials': '- any any any - -',
  'registry.update-local': '- K K K - -',
  'registry.delete': '- C C C - -',
  'registry.backend-sync': '- - - - - any',
  'repo.create': '- K K K - -',
  'repo.get': 'V V V V - -',
  'repo.list': 'any any any any - -',
  'repo.list-versions': 'V V V V - -',
  'repo.list-platforms': '- V V V - -',
  'repo.update': '- C C C - -',
  'repo.delete': '- C C C - -',
  'repo.update-units': '- C C C - -',
  'repo.bulk-update': '- A A A - -',
  'unit.create': '- V V V - -',
  'unit.get': 'V V V V V -',
  'unit.list': 'any any any any any -',
  'unit.update': '- C C C - -',
  'unit.delete': '- C C C - -',
  'unit.set-env': '- C C C - -',
  'unit.reset-env': '- C C C - -',
  'unit.read-env': '- C C C S -',
  'unit.read-schema': '- C C C S -',
  'unit.read-target-version': '- C C C S -',
  'unit.download-firmware': '- C C C S -',
  'unit.read-state-storage': '- C C C S -',
  'unit.write-state-storage': '- C C C S -',
  'unit.read-logs': '- C C C S -',
  'unit.send-command': '- C C C S -',
  'node.get': 'V V V V V -',
  'node.list': 'any any any any any -',
  'node.update': '- C C C - -',
  'node.set-pipe': '- C C C - -',
  'node.import-pipe-data': '- C C C - -',
  'node.delete-pipe-data': '- C C C - -',
  'node.read-pipe': '- C C C - -',
  'node.read-pipe-data': '- V V V V -',
  'node.export-pipe-data': '- V V V V -',
  'node.set-state': '- V V V VR -',
  'pipe.check': 'any any any any any any',
  'edge.delete': '- E E E - -',
  'permission.create': '- C C C - -',
  'permission.list': '- C C C - -',
  'permission.delete': '- H H H - -',
  'dashboard.create': '- any any any - -',
  'dashboard.list': '- any any any - -',
  'dashboard.get': '- C C C - -',
  'dashboard.list-panels': '- C C C - -',
  'dashboard.sync': '- C C C - -',
  'dashboard.delete': '- C C C - -',
  'panel.create': '- C C C - -',
  'panel.delete': '- C C C - -',
  'panel.link-node': '- CC CC CC - -',
  'panel.unlink-node': '- CC CC CC - -',
  'panel.read-series': '- - - - - -',
  'toml.convert': '- any any any - -',
  'metrics.read': 'any any any any any -',
};

const COLUMN: Record<Exclude<Agent, 'Grafana' | 'Panel'>, number> = {
  Bot: 0,
  User: 1,
  Admin: 1,
  'User+perm': 2,
  Creator: 3,
  Unit: 4,
  'other Unit': 4,
  'other Unit+perm': 4,
  Backend: 5,
};

const FOR_GRAFANA: Partial<Record<Operation, Agent>> = {
  'user.get': 'Grafana',
  'panel.read-series': 'Panel',
};

const sightOf = (agent: Agent, level: VisibilityLevel): boolean => {
  if (level === 'Public') return true;
  if (level === 'Internal') return agent !== 'Bot';
  return ['User+perm', 'Creator', 'Unit', 'other Unit+perm', 'Backend'].includes(agent);
};

interface Situation {
  level: VisibilityLevel;
  rewritable: boolean;
  /** Status of the agent's credentials for a private registry; null stands for a public one. */
  credentials: 'Valid' | 'Error' | null;
  /** Whose the second thing is: the edge, the panel, the permission. */
  second: typeof OWNER | typeof STRANGER;
}

const expected = (cell: string, agent: Agent, situation: Situation): boolean => {
  const { actor } = AGENTS[agent];
  const uuid = 'uuid' in actor ? actor.uuid : null;
  switch (cell) {
    case 'any':
      return true;
    case '-':
      return false;
    case 'A':
      return agent === 'Admin';
    case 'V':
      return sightOf(agent, situation.level);
    case 'VR':
      return sightOf(agent, situation.level) && situation.rewritable;
    case 'C':
      return agent === 'Creator';
    case 'S':
      return agent === 'Unit';
    case 'K':
      return situation.credentials !== 'Error';
    case 'E':
    case 'H':
      return agent === 'Creator' || uuid === situation.second;
    case 'CC':
      return agent === 'Creator' && uuid === situation.second;
    default:
      throw new Error(`unknown cell ${cell}`);
  }
};

const factsFor = (agent: Agent, situation: Situation): Facts => {
  const node = {
    level: situation.level,
    isGranted: AGENTS[agent].granted,
    creatorUuid: OWNER,
    unitUuid: UNIT,
    type: 'Input' as const,
    isRewritableInput: situation.rewritable,
  };
  return {
    ...node,
    isPublic: situation.credentials === null,
    ownCredentials: situation.credentials,
    output: node,
    input: node,
    inputCreatorUuid: OWNER,
    edgeCreatorUuid: situation.second,
    agentUuid: situation.second,
    nodeCreatorUuid: OWNER,
    panelCreatorUuid: situation.second,
    unitNodeUuid: NODE,
    section: INPUT_BASE,
    action: 'subscribe',
  };
};

const SITUATIONS: Situation[] = VISIBILITY_LEVELS.flatMap((level) =>
  [true, false].flatMap((rewritable) =>
    (['Valid', 'Error', null] as const).flatMap((credentials) =>
      ([OWNER, STRANGER] as const).map((second) => ({ level, rewritable, credentials, second })),
    ),
  ),
);

describe('access matrix', () => {
  describe.each(Object.entries(MATRIX) as [Operation, string][])('%s', (operation, line) => {
    it.each(Object.keys(AGENTS) as Agent[])('%s', (agent) => {
      const cells = line.split(' ');
      expect(cells).toHaveLength(6);
      for (const situation of SITUATIONS) {
        const cell =
          agent === 'Grafana' || agent === 'Panel'
            ? FOR_GRAFANA[operation] === agent
              ? 'any'
              : '-'
            : (cells[COLUMN[agent]] as string);
        const decision = decide(operation, AGENTS[agent].actor, factsFor(agent, situation));
        expect({ ...situation, allowed: decision.allowed }).toEqual({
          ...situation,
          allowed: expected(cell, agent, situation),
        });
      }
    });
  });

  it('refuses whoever is blocked, in every row', () => {
    for (const operation of Object.keys(OPERATIONS) as Operation[]) {
      for (const agent of Object.keys(AGENTS) as Agent[]) {
        const facts = factsFor(agent, {
          level: 'Public',
          rewritable: true,
          credentials: null,
          second: OWNER,
        });
        expect(decide(operation, AGENTS[agent].actor, { ...facts, isBlocked: true })).toEqual({
          allowed: false,
          reason: 'blocked',
        });
      }
    }
  });
});

describe('rows that need more than one resource', () => {
  const seen = { level: 'Public', isGranted: false, creatorUuid: OWNER } as const;
  const hidden = { ...seen, level: 'Private' } as const;

  it('registry.get: private registries are hidden from anonymous agents only', () => {
    const registry = { isPublic: false, ownCredentials: null };
    expect(decide('registry.get', AGENTS.Bot.actor, registry)).toEqual({
      allowed: false,
      reason: 'visibility',
    });
    expect(decide('registry.get', AGENTS.Bot.actor, { ...registry, isPublic: true }).allowed).toBe(true);
    expect(decide('registry.get', AGENTS.User.actor, registry).allowed).toBe(true);
    expect(decide('registry.get', AGENTS.Unit.actor, registry).allowed).toBe(false);
  });

  it('registry.update-local: credentials that were not verified yet do not count', () => {
    const registry = { isPublic: false, ownCredentials: 'NotVerified' } as const;
    expect(decide('registry.update-local', AGENTS.Creator.actor, registry)).toEqual({
      allowed: false,
      reason: 'credentials',
    });
  });

  it('edge.create: both ends must be seen, ownership is not needed', () => {
    expect(decide('edge.create', AGENTS.User.actor, { output: seen, input: seen }).allowed).toBe(true);
    expect(decide('edge.create', AGENTS.User.actor, { output: seen, input: hidden }).allowed).toBe(false);
    expect(decide('edge.create', AGENTS.User.actor, { output: hidden, input: seen }).allowed).toBe(false);
    expect(decide('edge.create', AGENTS.Creator.actor, { output: hidden, input: hidden }).allowed).toBe(true);
    expect(decide('edge.create', AGENTS.Unit.actor, { output: seen, input: seen }).allowed).toBe(false);
  });

  it('panel.read-series: the token is for one node', () => {
    expect(decide('panel.read-series', AGENTS.Panel.actor, { unitNodeUuid: UNIT })).toEqual({
      allowed: false,
      reason: 'scope',
    });
  });

  it('registry.delete: nobody when the creator is gone', () => {
    expect(decide('registry.delete', AGENTS.Creator.actor, { creatorUuid: null }).allowed).toBe(false);
  });

  it('ownership is of users: a Unit with the uuid of the creator is no creator', () => {
    expect(decide('node.update', { kind: 'Unit', uuid: OWNER }, { creatorUuid: OWNER }).allowed).toBe(false);
    expect(decide('repo.get', { kind: 'Grafana', uuid: OWNER }, hidden).allowed).toBe(false);
    expect(decide('node.get', { kind: 'Unit', uuid: OWNER }, hidden).allowed).toBe(false);
    expect(decide('node.get', user(UNIT), { ...hidden, unitUuid: UNIT }).allowed).toBe(false);
  });
});

describe('topics of the broker', () => {
  const { Unit, Backend } = { Unit: AGENTS.Unit.actor, Backend: AGENTS.Backend.actor };
  const node = { level: 'Public', isGranted: false, creatorUuid: OWNER } as const;
  const own = { ...node, unitUuid: UNIT };
  const foreign = { ...node, unitUuid: OTHER_UNIT };

  it.each([
    ['own Output', { ...own, type: 'Output', isRewritableInput: false }, true, true],
    [
      'own private Output',
      { ...own, level: 'Private', type: 'Output', isRewritableInput: false },
      true,
      true,
    ],
    ['own Input', { ...own, type: 'Input', isRewritableInput: false }, false, true],
    ['foreign Output', { ...foreign, type: 'Output', isRewritableInput: false }, false, true],
    [
      'foreign Output said to be rewritable',
      { ...foreign, type: 'Output', isRewritableInput: true },
      false,
      true,
    ],
    [
      'foreign internal Output',
      { ...foreign, level: 'Internal', type: 'Output', isRewritableInput: false },
      false,
      true,
    ],
    [
      'hidden Output',
      { ...foreign, level: 'Private', type: 'Output', isRewritableInput: false },
      false,
      false,
    ],
    [
      'granted Output',
      { ...foreign, level: 'Private', isGranted: true, type: 'Output', isRewritableInput: false },
      false,
      true,
    ],
    ['foreign Input', { ...foreign, type: 'Input', isRewritableInput: false }, false, false],
    ['foreign rewritable Input', { ...foreign, type: 'Input', isRewritableInput: true }, true, false],
    [
      'hidden rewritable Input',
      { ...foreign, level: 'Private', type: 'Input', isRewritableInput: true },
      false,
      false,
    ],
    [
      'granted rewritable Input',
      { ...foreign, level: 'Private', isGranted: true, type: 'Input', isRewritableInput: true },
      true,
      false,
    ],
  ] as const)('10B.29: %s', (_, facts, publish, subscribe) => {
    expect(decide('broker.publish-node', Unit, facts).allowed).toBe(publish);
    expect(decide('broker.subscribe-node', Unit, facts).allowed).toBe(subscribe);
    for (const agent of ['Bot', 'Creator', 'Grafana', 'Panel'] as const) {
      expect(decide('broker.publish-node', AGENTS[agent].actor, facts).allowed).toBe(false);
      expect(decide('broker.subscribe-node', AGENTS[agent].actor, facts).allowed).toBe(false);
    }
    expect(decide('broker.publish-node', Backend, facts).allowed).toBe(true);
  });

  it.each([
    [OUTPUT_BASE, 'publish', UNIT, true],
    [INPUT_BASE, 'subscribe', UNIT, true],
    [INPUT_BASE, 'publish', UNIT, false],
    [OUTPUT_BASE, 'subscribe', UNIT, false],
    [OUTPUT_BASE, 'publish', OTHER_UNIT, false],
    [INPUT_BASE, 'subscribe', OTHER_UNIT, false],
  ] as const)('%s: %s of %s', (section, action, unitUuid, allowed) => {
    expect(decide('broker.use-base-topic', Unit, { unitUuid, section, action }).allowed).toBe(allowed);
    expect(decide('broker.use-base-topic', Backend, { unitUuid, section, action }).allowed).toBe(true);
    expect(decide('broker.use-base-topic', user(OWNER), { unitUuid, section, action }).allowed).toBe(false);
  });
});

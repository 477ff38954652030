import {
  INPUT_BASE,
  OUTPUT_BASE,
  UNIT_NODE_TYPES,
  VISIBILITY_LEVELS,
  type Actor,
  type CredentialStatus,
  type UnitNodeType,
  type VisibilityLevel,
} from '@unitfleet/contracts';
import { decide } from './decide';
import type { AgentFacts } from './facts';
import { OPERATIONS, type FactsOf, type Operation } from './operations';

const AGENT = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';

const user = { kind: 'User', uuid: AGENT, role: 'User', login: 'login' } as const;

/** The seven kinds of agents; an Admin is a User with a role. */
const AGENTS = {
  Bot: { kind: 'Bot' },
  User: user,
  Admin: { ...user, role: 'Admin' },
  Unit: { kind: 'Unit', uuid: AGENT },
  Backend: { kind: 'Backend' },
  Grafana: { kind: 'Grafana', uuid: AGENT },
  GrafanaUnitNode: { kind: 'GrafanaUnitNode', uuid: AGENT, panelUuid: OTHER },
} as const satisfies Record<string, Actor>;

type Agent = keyof typeof AGENTS;
const KINDS = Object.keys(AGENTS) as Agent[];

/** All that may decide. What a row does not ask for must not change its answer. */
interface Situation {
  readonly agent: Agent;
  readonly level: VisibilityLevel;
  /** The resource is the agent's: made by the User, the Unit itself or a node of it, the node that a panel's token names. */
  readonly isOwn: boolean;
  readonly isGranted: boolean;
  /** So is the second thing: the edge, the panel, the permission; of an edge to be, whether its Input is seen. */
  readonly isSecondOwn: boolean;
  readonly type: UnitNodeType;
  readonly isRewritable: boolean;
  /** The agent's credentials for a private registry; `public` where none are needed. */
  readonly credentials: CredentialStatus | 'none' | 'public';
}

/**
 * `docs/protocol/rest-graphql.md 4.14` row by row; where 10B or `docs/protocol/decisions.md` fixes a row, that is named.
 * Cells: Bot | User | Admin | Unit | Backend | Grafana | GrafanaUnitNode.
 */
const MATRIX: readonly (readonly [row: string, operations: readonly Operation[], cells: string])[] = [
  ['register, login', ['user.register', 'user.log-in'], 'any - - - - - -'],
  ['get user', ['user.get'], '- any any - - any -'],
  [
    'list users, own update, verification link',
    ['user.list', 'user.update-own', 'user.link-telegram'],
    '- any any - - - -',
  ],
  ['block/unblock, bulk update', ['user.block', 'user.unblock', 'repo.bulk-update'], '- - any - - - -'],
  ['registry get', ['registry.get'], 'P any any - - - -'],
  ['registry list, narrowed to public ones for Bot', ['registry.list'], 'any any any - - - -'],
  ['registry create', ['registry.create'], '- any any - - - -'],
  ['registry commits (10B.22)', ['registry.list-commits'], '- K K - - - -'],
  [
    'registry own credentials',
    ['registry.set-credentials', 'registry.read-credentials'],
    '- any any - - - -',
  ],
  ['registry local update, Repo create', ['registry.update-local', 'repo.create'], '- K K - - - -'],
  ['registry delete', ['registry.delete'], '- C C - - - -'],
  ['registry backend sync', ['registry.backend-sync'], '- - - - any - -'],
  ['Repo get/versions', ['repo.get', 'repo.list-versions'], 'V V V - - - -'],
  ['Repo list, narrowed by 4.3', ['repo.list'], 'any any any - - - -'],
  ['Repo platforms', ['repo.list-platforms'], '- V V - - - -'],
  ['Repo update/delete/update units', ['repo.update', 'repo.delete', 'repo.update-units'], '- C C - - - -'],
  ['Unit create (10B.22)', ['unit.create'], '- V V - - - -'],
  ['Unit get', ['unit.get'], 'V V V V - - -'],
  ['Unit and node list, narrowed by 4.3', ['unit.list', 'node.list'], 'any any any any - - -'],
  [
    'Unit update/delete/env set/env reset',
    ['unit.update', 'unit.delete', 'unit.set-env', 'unit.reset-env'],
    '- C C - - - -',
  ],
  [
    'Unit env/schema/target/firmware/state storage/logs/command',
    [
      'unit.read-env',
      'unit.read-schema',
      'unit.read-target-version',
      'unit.download-firmware',
      'unit.read-state-storage',
      'unit.write-state-storage',
      'unit.read-logs',
      'unit.send-command',
    ],
    '- C C S - - -',
  ],
  ['Node get', ['node.get'], 'V V V V - - -'],
  [
    'Node update, pipe set/import/delete',
    ['node.update', 'node.set-pipe', 'node.import-pipe-data', 'node.delete-pipe-data'],
    '- C C - - - -',
  ],
  ['Node pipe config read (10B.9: the creator governs configuration)', ['node.read-pipe'], '- C C - - - -'],
  [
    'Node pipe data/CSV read (10B.9: visibility governs data)',
    ['node.read-pipe-data', 'node.export-pipe-data'],
    '- V V V - - -',
  ],
  ['Node set input state', ['node.set-state'], '- V V VR - - -'],
  ['Pipe config check', ['pipe.check'], 'any any any any any - -'],
  ['Edge create', ['edge.create'], '- VV VV - - - -'],
  ['Edge delete', ['edge.delete'], '- CE CE - - - -'],
  ['Permission create/list (10B.1)', ['permission.create', 'permission.list'], '- C C - - - -'],
  ['Permission delete (10B.1: self row delete)', ['permission.delete'], '- CE CE - - - -'],
  ['Dashboard create, list of own ones', ['dashboard.create', 'dashboard.list'], '- any any - - - -'],
  [
    'Dashboard, panel',
    [
      'dashboard.get',
      'dashboard.list-panels',
      'dashboard.sync',
      'dashboard.delete',
      'panel.create',
      'panel.delete',
    ],
    '- C C - - - -',
  ],
  ['Dashboard link', ['panel.link-node', 'panel.unlink-node'], '- CC CC - - - -'],
  ['data source of panels (2.7)', ['panel.read-series'], '- - - - - - S'],
  ['toml convert', ['toml.convert'], '- any any - - - -'],
  ['metrics', ['metrics.read'], 'any any any any - - -'],
  ['operation of the instance, which 4.14 does not know', ['instance.operate'], '- - any - - - -'],
  ['Broker ACL, publish to a node (10B.29)', ['broker.publish-node'], '- - - W any - -'],
  ['Broker ACL, subscribe to a node (10B.29)', ['broker.subscribe-node'], '- - - H any - -'],
  ['Broker ACL, base topics (10B.29)', ['broker.use-base-topic'], '- - - B any - -'],
];

const sees = ({ agent, level, isOwn, isGranted }: Situation): boolean => {
  if (level === 'Public' || agent === 'Backend') return true;
  if (!['User', 'Admin', 'Unit'].includes(agent)) return false;
  return level === 'Internal' || isOwn || isGranted;
};

const CELLS: Record<string, (situation: Situation) => boolean> = {
  any: () => true,
  '-': () => false,
  V: sees,
  VR: (situation) => sees(situation) && situation.isRewritable,
  VV: (situation) => sees(situation) && situation.isSecondOwn,
  C: ({ isOwn }) => isOwn,
  S: ({ isOwn }) => isOwn,
  CE: ({ isOwn, isSecondOwn }) => isOwn || isSecondOwn,
  CC: ({ isOwn, isSecondOwn }) => isOwn && isSecondOwn,
  P: ({ credentials }) => credentials === 'public',
  K: ({ credentials }) => credentials === 'public' || credentials === 'Valid',
  W: (situation) =>
    situation.type === 'Output' ? situation.isOwn : situation.isRewritable && sees(situation),
  H: (situation) => situation.isOwn || (situation.type === 'Output' && sees(situation)),
  B: ({ isOwn, type, isRewritable }) => isOwn && (type === 'Output') === isRewritable,
};

type Facts = FactsOf<Operation> & AgentFacts;

const factsOf = ({ agent, ...situation }: Situation): Facts => {
  const mine = situation.isOwn ? AGENT : OTHER;
  const second = situation.isSecondOwn ? AGENT : OTHER;
  // A Unit is no creator, and a User no Unit, although their keys may be the same here.
  const creatorUuid = agent === 'Unit' ? OTHER : mine;
  const unitUuid = agent === 'Unit' ? mine : OTHER;
  const { level, isGranted, type, isRewritable, credentials } = situation;
  const output = { level, isGranted, creatorUuid, unitUuid };
  return {
    ...output,
    type,
    isRewritableInput: isRewritable,
    isPublic: credentials === 'public',
    ownCredentials: credentials === 'public' || credentials === 'none' ? null : credentials,
    output,
    input: {
      level: situation.isSecondOwn ? 'Internal' : 'Private',
      isGranted: false,
      creatorUuid: OTHER,
      unitUuid: OTHER,
    },
    edgeCreatorUuid: second,
    inputCreatorUuid: creatorUuid,
    agentUuid: second,
    panelCreatorUuid: second,
    nodeCreatorUuid: creatorUuid,
    unitNodeUuid: mine,
    section: type === 'Output' ? OUTPUT_BASE : INPUT_BASE,
    action: isRewritable ? 'publish' : 'subscribe',
  };
};

const BOTH = [true, false] as const;
const CREDENTIALS = ['public', 'Valid', 'NotVerified', 'Error', 'none'] as const;

const situationsOf = (agent: Agent): Situation[] =>
  VISIBILITY_LEVELS.flatMap((level) =>
    BOTH.flatMap((isOwn) =>
      BOTH.flatMap((isGranted) =>
        BOTH.flatMap((isSecondOwn) =>
          UNIT_NODE_TYPES.flatMap((type) =>
            BOTH.flatMap((isRewritable) =>
              CREDENTIALS.map((credentials) => ({
                ...{ agent, level, isOwn, isGranted, isSecondOwn, type, isRewritable, credentials },
              })),
            ),
          ),
        ),
      ),
    ),
  );

const SITUATIONS = Object.fromEntries(
  KINDS.map((agent) => [
    agent,
    situationsOf(agent).map((situation) => ({ situation, facts: factsOf(situation) })),
  ]),
) as Record<Agent, { situation: Situation; facts: Facts }[]>;

const CASES = MATRIX.flatMap(([row, operations, cells]) =>
  operations.flatMap((operation) =>
    cells.split(' ').map((cell, column) => ({ row, operation, cell, agent: KINDS[column] as Agent })),
  ),
);

describe('the whole access matrix', () => {
  it('has a row for every operation, and a cell for every kind of agent', () => {
    const named = MATRIX.flatMap(([, operations]) => operations);
    expect([...named].sort()).toEqual(Object.keys(OPERATIONS).sort());
    for (const [row, , cells] of MATRIX) expect([row, cells.split(' ').length]).toEqual([row, KINDS.length]);
    expect(Object.keys(CELLS)).toEqual(expect.arrayContaining(CASES.map(({ cell }) => cell)));
    expect(CASES.length * SITUATIONS.Bot.length).toBeGreaterThan(100_000);
  });

  it.each(CASES)('$row: $operation by $agent is $cell', ({ operation, agent, cell }) => {
    const rule = CELLS[cell] as (situation: Situation) => boolean;
    const wrong = SITUATIONS[agent].filter(
      ({ situation, facts }) => decide(operation, AGENTS[agent], facts).allowed !== rule(situation),
    );
    expect(wrong.map(({ situation }) => ({ ...situation, expected: rule(situation) }))).toEqual([]);
  });

  it('is closed to whoever is blocked', () => {
    const open = CASES.filter(({ operation, agent }) =>
      SITUATIONS[agent].some(
        ({ facts }) => decide(operation, AGENTS[agent], { ...facts, isBlocked: true }).allowed,
      ),
    );
    expect(open).toEqual([]);
  });
});

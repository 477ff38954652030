import { Actor, INPUT_BASE, OUTPUT_BASE } from '@unitfleet/contracts';
import { decide } from './decide';

const OWNER = '00000000-0000-4000-8000-000000000001';
const STRANGER = '00000000-0000-4000-8000-000000000002';
const UNIT = '00000000-0000-4000-8000-000000000003';
const OTHER_UNIT = '00000000-0000-4000-8000-000000000004';
const NODE = '00000000-0000-4000-8000-000000000005';

const user = (uuid: string): Actor => ({ kind: 'User', uuid, role: 'User', login: 'login' });

const AGENTS = {
  Bot: { actor: { kind: 'Bot' } },
  User: { actor: user(STRANGER) },
  Creator: { actor: user(OWNER) },
  Unit: { actor: { kind: 'Unit', uuid: UNIT } },
  Backend: { actor: { kind: 'Backend' } },
  Grafana: { actor: { kind: 'Grafana', uuid: OWNER } },
  Panel: { actor: { kind: 'GrafanaUnitNode', uuid: NODE, panelUuid: OTHER_UNIT } },
} as const satisfies Record<string, { actor: Actor }>;

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

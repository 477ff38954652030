import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, GitHost } from '@unitfleet/testing';
import { type RestCaller, TestFleet } from '@unitfleet/testing-fleet';
import { auditEvents } from './event-audit';
import { NumberedPublishers, type PublisherTarget } from './numbered-publishers';

const SERVICES = [
  'mqtt-bridge',
  'datapipe',
  'units',
  'registry',
  'builder',
  'auth-hook',
  'gateway-rest',
  'gateway-graphql',
  'notifier',
  'dashboards',
  'web',
];
const UNITS = 5;
const MESSAGES_PER_SECOND = 500;
/** How often each service is killed; the long form raises it. */
const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 1);
/** The events of all Units are read one by one in the end. */
const CREATION_PAUSE_MS = ROUNDS > 1 ? 1_000 : 250;
const PIPELINE = `
active_period: {type: Permanent}
filters: {type_input_value: Number, max_rate: 0, last_unique_check: false, max_size: 0}
processing_policy: {policy_type: TimeWindow, time_window_size: 86400}
`;
const MINUTE_MS = 60_000;

interface Stored {
  readonly count: number;
  readonly pipe_data: readonly { readonly state: string }[];
}

describe('every service killed in turn under load', () => {
  let fleet: TestFleet;
  let host: GitHost;
  let maker: RestCaller;
  let repoUuid: string;

  beforeAll(async () => {
    [fleet, host] = await Promise.all([TestFleet.start(), GitHost.start()]);
    const login = { login: 'maker', password: 'maker-password' };
    await fleet.rest().ok('POST', '/users', { json: login });
    const { token } = await fleet
      .rest()
      .ok('POST', '/users/auth', { json: { credentials: login.login, password: login.password } });
    maker = fleet.rest(token);
    const schema = {
      input_base_topic: [],
      output_base_topic: [],
      input_topic: [],
      output_topic: ['value/pepeunit'],
    };
    const repository = await host.createRepository('meter', {
      'schema_example.json': JSON.stringify(schema),
      'env_example.json': '{}',
    });
    await repository.tag('v1');
    await repository.push();
    const registry = await maker.ok('POST', '/repository_registry', {
      json: { platform: 'Gitlab', repository_url: repository.url, is_public_repository: true },
    });
    const repo = {
      default_branch: 'main',
      visibility_level: 'Public',
      name: 'meter',
      is_compilable_repo: false,
    };
    repoUuid = (
      await maker.ok('POST', '/repos', { json: { ...repo, repository_registry_uuid: registry.uuid } })
    ).uuid;
  }, 3 * MINUTE_MS);

  afterAll(async () => {
    await Promise.all([fleet?.stop(), host?.stop()]);
  }, MINUTE_MS);

  const createUnit = (name: string) =>
    maker.call('POST', '/units', {
      json: { repo_uuid: repoUuid, visibility_level: 'Public', name, is_auto_update_from_repo_unit: true },
    });

  const prepareTarget = async (index: number): Promise<PublisherTarget & { node: string }> => {
    const { body: unit } = await createUnit(`meter-${index}`);
    const { unit_nodes } = await maker.ok('GET', '/unit_nodes', { query: { unit_uuid: unit.uuid } });
    const node: string = unit_nodes[0].uuid;
    await maker.ok('POST', '/unit_nodes/set_data_pipe_config', {
      query: { uuid: node },
      file: { field: 'data', content: PIPELINE },
    });
    // What comes before a configuration is at work is treated by the one before it.
    await eventually(async () => {
      const counters = await maker.ok('GET', `/unit_nodes/get_data_pipe_counters/${node}`);
      return counters.since !== null;
    });
    const { PU_AUTH_TOKEN: token } = await maker.ok('GET', `/units/env/${unit.uuid}`);
    return { token, node, topic: `${fleet.domain}/${node}/pepeunit` };
  };

  const readNumbers = async (node: string): Promise<number[]> => {
    const stored = await maker.ok<Stored>('GET', '/unit_nodes/get_data_pipe_data/', {
      query: { uuid: node, type: 'TimeWindow', order_by_create_date: 'asc' },
    });
    return stored.pipe_data.map((row) => Number(row.state));
  };

  /** Units created while services die: a refused creation is tried again, as a person would. */
  const createUnitsUntil = async (isOver: () => boolean): Promise<string[]> => {
    const names: string[] = [];
    while (!isOver()) {
      const name = `late-${names.length}`;
      const answer = await createUnit(name).catch(() => null);
      if (answer?.status === 201 || /already|taken|unique|exists/i.test(answer?.text ?? '')) names.push(name);
      await sleep(CREATION_PAUSE_MS);
    }
    return names;
  };

  it(
    'stores every acknowledged message once and handles every event once',
    async () => {
      const targets = await Promise.all(Array.from({ length: UNITS }, (_, index) => prepareTarget(index)));
      const publishers = await NumberedPublishers.connect(fleet.mqttUrl, targets);
      const publishing = publishers.run(MESSAGES_PER_SECOND);
      let isOver = false;
      const creating = createUnitsUntil(() => isOver);

      for (let round = 0; round < ROUNDS; round += 1) {
        for (const service of SERVICES) {
          const [before] = fleet.pidsOf(service);
          await fleet.kill(service);
          await eventually(
            () => {
              const [now] = fleet.pidsOf(service);
              if (!now || now === before) throw new Error(`${service} is not back`);
            },
            { timeoutMs: MINUTE_MS },
          );
        }
      }
      isOver = true;
      const created = await creating;
      await publishers.stop();
      await publishing;
      expect(publishers.resent).toBe(0);

      await eventually(
        async () => {
          for (const [index, { node }] of targets.entries()) {
            const stored = new Set(await readNumbers(node));
            const missing = [...publishers.acknowledged[index]!].filter((number) => !stored.has(number));
            expect({ index, missing: missing.length }).toEqual({ index, missing: 0 });
          }
        },
        { timeoutMs: 2 * MINUTE_MS, intervalMs: 500 },
      );
      for (const { node } of targets) {
        const stored = await readNumbers(node);
        expect(stored.length).toBe(new Set(stored).size);
        expect(stored).toEqual([...stored].sort((a, b) => a - b));
      }

      const { units } = await maker.ok('GET', '/units');
      expect(units.map((unit: { name: string }) => unit.name)).toEqual(expect.arrayContaining(created));
      // What a killed process had in hand comes again when its acknowledgement is overdue (30 s).
      await eventually(
        async () => {
          const audit = await auditEvents(fleet.engines);
          expect(audit).toMatchObject({ unpublished: 0, unhandled: 0, deadLetters: 0 });
          expect(new Set(audit.published.map(({ id }) => id)).size).toBe(audit.published.length);
          const announced = audit.published
            .filter(({ type }) => type === 'units.unit.created')
            .map(({ subject }) => subject);
          expect(announced.sort()).toEqual(units.map((unit: { uuid: string }) => unit.uuid).sort());
        },
        { timeoutMs: 2 * MINUTE_MS, intervalMs: 500 },
      );
    },
    (5 + 5 * ROUNDS) * MINUTE_MS,
  );
});

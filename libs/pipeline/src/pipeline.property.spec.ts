import * as fc from 'fast-check';
import { arbitraryConfig, ArbitraryMessage, arbitraryRun } from './fixtures/arbitrary-pipeline.fixture';
import { arbitraryDocument } from './fixtures/arbitrary-document.fixture';
import { arbitraryHistory } from './fixtures/arbitrary-history.fixture';
import { NaivePipeline } from './fixtures/naive-pipeline.fixture';
import {
  AggregateRow,
  compilePipeline,
  decodeNodeState,
  DROP_REASONS,
  emptyNodeState,
  encodeNodeState,
  NodeState,
  Outcome,
  parsePipelineDocument,
  parseStoredConfig,
  PipelineConfig,
  renderPipelineYaml,
  startNewSeries,
  startsNewSeries,
  toStoredConfig,
} from './index';

const limits = { maxPayloadBytes: 262_144 };
const END = Date.parse('2099-01-01T00:00:00Z');

const NEVER: ReadonlySet<number> = new Set();
const places = fc.array(fc.nat(40)).map((indices): ReadonlySet<number> => new Set(indices));

/**
 * Runs messages, each under its configuration; after those whose index is in `checkpoints` the state goes through a
 * checkpoint, after those in `ticks` the window through a tick.
 */
function run(configs: PipelineConfig[], messages: ArbitraryMessage[], checkpoints = NEVER, ticks = NEVER) {
  let state: NodeState = emptyNodeState();
  const outcomes: Outcome[] = [];
  const rows: AggregateRow[] = [];
  const emit = (closed: readonly AggregateRow[] | null): void => void rows.push(...(closed ?? []));
  messages.forEach(({ payload, timeMs }, index) => {
    const config = configs[index]!;
    const before = configs[index - 1];
    if (before !== undefined && startsNewSeries(before, config)) startNewSeries(state);
    const pipeline = compilePipeline(config);
    const outcome = pipeline.process(state, payload, timeMs);
    if (outcome.kind === 'folded') emit(outcome.closed);
    outcomes.push(outcome.kind === 'folded' ? { kind: 'folded', closed: null } : outcome);
    // A change comes with the next message here, so that only a tick of this configuration may come before it.
    if (ticks.has(index) && configs[index + 1] === config)
      emit(pipeline.closeWindow(state, messages[index + 1]!.timeMs));
    if (!checkpoints.has(index)) return;
    state = decodeNodeState(JSON.parse(JSON.stringify(encodeNodeState(state))));
  });
  const last = configs.at(-1);
  if (last !== undefined) emit(compilePipeline(last).closeWindow(state, END));
  return { outcomes, rows };
}

/** The same by the rules as they are written. */
function runNaively(configs: PipelineConfig[], messages: ArbitraryMessage[]) {
  if (messages.length === 0) return { told: [], rows: [] };
  const naive = new NaivePipeline(configs[0]!);
  const told = messages.map(({ payload, timeMs }, index) => {
    naive.configure(configs[index]!);
    return naive.process(payload, timeMs);
  });
  if (configs.at(-1)!.processing_policy.policy_type === 'Aggregation') naive.tick(END);
  return { told, rows: naive.rows };
}

function expectSame(configs: PipelineConfig[], messages: ArbitraryMessage[]): void {
  const actual = run(configs, messages);
  const expected = runNaively(configs, messages);
  const told = actual.outcomes.map((outcome, index) => {
    if (outcome.kind === 'dropped') return outcome.reason;
    return outcome.kind === 'folded'
      ? expected.told[index]!.replace(/^[^=].*/, 'folded')
      : `= ${outcome.value}`;
  });
  expect(told).toEqual(expected.told);
  expectSameRows(actual.rows, expected.rows);
}

const always = (config: PipelineConfig, messages: ArbitraryMessage[]) => messages.map(() => config);

function ulp(value: number): number {
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(value) || Number.MIN_VALUE)));
  return Math.max(Number.MIN_VALUE, 2 ** (exponent - 52));
}

/** Sums and averages may differ by one unit in the last place, everything else not at all. */
function expectSameRows(actual: AggregateRow[], expected: AggregateRow[]): void {
  expect(actual.map((row) => ({ ...row, state: 0 }))).toEqual(expected.map((row) => ({ ...row, state: 0 })));
  actual.forEach((row, index) => {
    const { state } = expected[index]!;
    const tolerance = row.function === 'Sum' || row.function === 'Avg' ? ulp(state) : 0;
    if (!(Math.abs(row.state - state) <= tolerance))
      throw new Error(`${row.function}: ${row.state} is not ${state}`);
  });
}

describe('pipeline properties', () => {
  it('does what a straightforward reading of the rules does', () => {
    fc.assert(
      fc.property(arbitraryRun, ({ config, messages }) => expectSame(always(config, messages), messages)),
      { numRuns: 1200 },
    );
  });

  it('a changed configuration goes on with what the node remembers, and begins a window of its own', () => {
    fc.assert(
      fc.property(arbitraryHistory, ({ configs, messages }) => expectSame(configs, messages)),
      { numRuns: 900 },
    );
  });

  it('the messages of these tests meet every rule', () => {
    const seen = new Set<string>();
    for (const { config, messages } of fc.sample(arbitraryRun, { numRuns: 2000, seed: 1 }))
      for (const outcome of run(always(config, messages), messages).outcomes)
        seen.add(
          outcome.kind === 'dropped' ? `${config.filters.type_input_value} ${outcome.reason}` : outcome.kind,
        );
    const numberOnly = ['threshold', 'not_a_number'];
    const reasons = DROP_REASONS.flatMap((reason) => [
      ...(reason === 'nul_character' ? [] : [`Number ${reason}`]),
      ...(numberOnly.includes(reason) ? [] : [`Text ${reason}`]),
    ]);
    expect([...seen].sort()).toEqual([...reasons, 'folded', 'last-value', 'record', 'timed-record'].sort());
  });

  it('any batching, with checkpoints between, gives the same rows', () => {
    fc.assert(
      fc.property(arbitraryHistory, places, places, ({ configs, messages }, checkpoints, ticks) => {
        // Ticks are part of the stream: a window that had ended before its configuration changed is kept by them alone.
        expect(run(configs, messages, checkpoints, ticks)).toEqual(run(configs, messages, NEVER, ticks));
      }),
      { numRuns: 600 },
    );
  });

  it('ticks close windows sooner and change nothing else', () => {
    fc.assert(
      fc.property(arbitraryRun, places, ({ config, messages }, ticks) => {
        const configs = always(config, messages);
        expect(run(configs, messages, NEVER, ticks)).toEqual(run(configs, messages));
      }),
      { numRuns: 600 },
    );
  });

  it('windows tile time: aligned, without overlap, each accepted value in the window of its time', () => {
    fc.assert(
      fc.property(arbitraryRun, ({ config, messages }) => {
        fc.pre(config.processing_policy.policy_type === 'Aggregation');
        const { outcomes, rows } = run(always(config, messages), messages);
        const sizeMs = config.processing_policy.time_window_size! * 1000;
        const accepted = messages.filter((_message, index) => outcomes[index]!.kind === 'folded');
        const starts = new Set(accepted.map(({ timeMs }) => Math.floor(timeMs / sizeMs) * sizeMs));
        const functions = [config.processing_policy.aggregation_functions!].flat();
        expect(rows.map(({ startMs, function: name, position }) => [startMs, name, position])).toEqual(
          [...starts].flatMap((startMs) => functions.map((name, position) => [startMs, name, position])),
        );
        for (const { startMs, endMs } of rows)
          expect([startMs % sizeMs, endMs - startMs]).toEqual([0, sizeMs]);
      }),
      { numRuns: 600 },
    );
  });

  it('never emits a window twice, whatever the stamps', () => {
    const stamps = fc.array(fc.tuple(fc.integer({ min: 0, max: 600_000 }), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(arbitraryConfig, stamps, (config, steps) => {
        fc.pre(config.processing_policy.policy_type === 'Aggregation');
        const free: PipelineConfig = {
          ...config,
          active_period: { type: 'Permanent', start: null, end: null },
          filters: { ...config.filters, max_rate: 0 },
        };
        const pipeline = compilePipeline(free);
        const state = emptyNodeState();
        const starts: number[] = [];
        steps.forEach(([timeMs, tick], index) => {
          const outcome = tick ? null : pipeline.process(state, Buffer.from(String(index)), timeMs);
          const closed = tick
            ? pipeline.closeWindow(state, timeMs)
            : outcome?.kind === 'folded'
              ? outcome.closed
              : null;
          starts.push(...new Set(closed?.map(({ startMs }) => startMs)));
        });
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });

  it('parse(render(config)) = config, and stored forms come back', () => {
    fc.assert(
      fc.property(arbitraryDocument, (config) => {
        expect(parsePipelineDocument(renderPipelineYaml(config), limits)).toEqual({ ok: true, config });
        expect(parseStoredConfig(toStoredConfig(config))).toEqual({ ok: true, config });
        // What the contract does not know is not there unless it says something.
        const set = (key: string, value: unknown): unknown =>
          (key === 'json_path' && value === null) || (key === 'additional_pipelines' && String(value) === '')
            ? undefined
            : value;
        expect(JSON.stringify(config, set)).toBe(toStoredConfig(config));
      }),
      { numRuns: 600 },
    );
  });

  it('the parser never throws', () => {
    const tokens = fc.constantFrom(
      ...[
        'active_period',
        'filters',
        'type',
        ':',
        ': ',
        '\n',
        '\n  ',
        '- ',
        '[',
        ']',
        '{',
        '}',
        ',',
        '&a ',
        '*a',
        '<<: ',
        '!!int ',
        '!x ',
        '"',
        "'",
        '|',
        '>',
        '#',
        '%YAML 1.2\n',
        '---\n',
        '...\n',
        '? ',
        '5',
        '.inf',
        '~',
        '\t',
        '2024-01-01',
        'Permanent',
        '\u0000',
        '\ufeff',
        '@',
        '`',
      ],
    );
    const documents = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(tokens, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.tuple(arbitraryConfig, fc.nat(), tokens).map(([config, at, token]) => {
        const yaml = renderPipelineYaml({ ...config, additional_pipelines: [] });
        const cut = at % yaml.length;
        return yaml.slice(0, cut) + token + yaml.slice(cut);
      }),
      fc.json().map((json) => `{"active_period": ${json}, "filters": ${json}, "processing_policy": ${json}}`),
    );
    fc.assert(
      fc.property(documents, (document) => {
        const result = parsePipelineDocument(document, limits);
        if (!result.ok) expect(result.errors.length).toBeGreaterThan(0);
        else expect(parseStoredConfig(toStoredConfig(result.config))).toEqual(result);
        if (typeof document === 'string') parseStoredConfig(document);
      }),
      { numRuns: 3000 },
    );
  });
});

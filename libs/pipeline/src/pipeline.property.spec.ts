import * as fc from 'fast-check';
import { arbitraryConfig, ArbitraryMessage, arbitraryMessages } from './fixtures/arbitrary-pipeline.fixture';
import { NaivePipeline } from './fixtures/naive-pipeline.fixture';
import {
  AggregateRow,
  compilePipeline,
  decodeNodeState,
  emptyNodeState,
  encodeNodeState,
  NodeState,
  Outcome,
  parsePipelineDocument,
  parseStoredConfig,
  PipelineConfig,
  renderPipelineYaml,
  toStoredConfig,
} from './index';

const limits = { maxPayloadBytes: 262_144 };
const END = Date.parse('2099-01-01T00:00:00Z');

/** Runs messages; after those whose index is in `cuts` the state goes through a checkpoint and the window through a tick. */
function run(config: PipelineConfig, messages: ArbitraryMessage[], cuts = new Set<number>()) {
  const pipeline = compilePipeline(config);
  let state: NodeState = emptyNodeState();
  const outcomes: Outcome[] = [];
  const rows: AggregateRow[] = [];
  const emit = (row: AggregateRow | null): void => void (row !== null && rows.push(row));
  messages.forEach(({ payload, timeMs }, index) => {
    const outcome = pipeline.process(state, payload, timeMs);
    if (outcome.kind === 'folded') emit(outcome.closed);
    outcomes.push(outcome.kind === 'folded' ? { kind: 'folded', closed: null } : outcome);
    if (!cuts.has(index)) return;
    emit(pipeline.closeWindow(state, messages[index + 1]?.timeMs ?? timeMs));
    state = decodeNodeState(JSON.parse(JSON.stringify(encodeNodeState(state))));
  });
  emit(pipeline.closeWindow(state, END));
  return { outcomes, rows };
}

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

/** The naive reading knows no overflow of sums: such runs are left to the examples. */
const inRange = (messages: Outcome[]): boolean =>
  !messages.some(
    (outcome) =>
      outcome.kind === 'dropped' && outcome.stage === 'ProcessingPolicy' && outcome.reason === 'not_finite',
  );

describe('pipeline properties', () => {
  it('does what a straightforward reading of the rules does', () => {
    fc.assert(
      fc.property(arbitraryConfig, arbitraryMessages, (config, messages) => {
        const actual = run(config, messages);
        fc.pre(inRange(actual.outcomes));
        const naive = new NaivePipeline(config);
        const expected = messages.map(({ payload, timeMs }) => naive.process(payload, timeMs));
        if (config.processing_policy.policy_type === 'Aggregation') naive.tick(END);
        const told = actual.outcomes.map((outcome, index) => {
          if (outcome.kind === 'dropped') return outcome.reason;
          return outcome.kind === 'folded'
            ? expected[index]!.replace(/^[^=].*/, 'folded')
            : `= ${outcome.value}`;
        });
        expect(told).toEqual(expected);
        expectSameRows(actual.rows, naive.rows);
      }),
      { numRuns: 3000 },
    );
  });

  it('any batching, with checkpoints and ticks between, gives the same rows', () => {
    fc.assert(
      fc.property(arbitraryConfig, arbitraryMessages, fc.array(fc.nat(40)), (config, messages, cuts) => {
        expect(run(config, messages, new Set(cuts))).toEqual(run(config, messages));
      }),
      { numRuns: 1000 },
    );
  });

  it('windows are aligned, do not overlap, and each accepted value is in the window of its time', () => {
    fc.assert(
      fc.property(arbitraryConfig, arbitraryMessages, (config, messages) => {
        fc.pre(config.processing_policy.policy_type === 'Aggregation');
        const { outcomes, rows } = run(config, messages);
        const sizeMs = config.processing_policy.time_window_size! * 1000;
        const accepted = messages.filter((_message, index) => outcomes[index]!.kind === 'folded');
        const starts = new Set(accepted.map(({ timeMs }) => Math.floor(timeMs / sizeMs) * sizeMs));
        expect(rows.map(({ startMs }) => startMs)).toEqual([...starts]);
        for (const { startMs, endMs } of rows)
          expect([startMs % sizeMs, endMs - startMs]).toEqual([0, sizeMs]);
      }),
      { numRuns: 1000 },
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
          const row = tick
            ? pipeline.closeWindow(state, timeMs)
            : outcome?.kind === 'folded'
              ? outcome.closed
              : null;
          if (row !== null) starts.push(row.startMs);
        });
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });

  it('parse(render(config)) = config, and stored forms come back', () => {
    fc.assert(
      fc.property(arbitraryConfig, (config) => {
        expect(parsePipelineDocument(renderPipelineYaml(config), limits)).toEqual({ ok: true, config });
        expect(parseStoredConfig(toStoredConfig(config))).toEqual({ ok: true, config });
        expect(JSON.stringify(config)).toBe(toStoredConfig(config));
      }),
      { numRuns: 1000 },
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
        const yaml = renderPipelineYaml(config);
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

import * as fc from 'fast-check';
import { arbitraryDocument, arbitraryDocumentRun } from './fixtures/arbitrary-document.fixture';
import { NaivePipeline } from './fixtures/naive-pipeline.fixture';
import {
  compileDocument,
  compilePipeline,
  DryRun,
  emptyNodeState,
  Outcome,
  parsePipelineDocument,
  PipelineDocument,
  renderPipelineYaml,
  toStoredConfig,
} from './index';

const told = (outcome: Outcome): string => {
  if (outcome.kind === 'dropped') return outcome.reason;
  return outcome.kind === 'folded' ? 'folded' : `= ${outcome.value}`;
};
const stagesOf = (document: PipelineDocument) => [document, ...document.additional_pipelines];

describe('several pipelines of a node', () => {
  it('each does what it would do alone, by the rules as they are written', () => {
    fc.assert(
      fc.property(arbitraryDocumentRun, ({ document, messages }) => {
        const compiled = compileDocument(document);
        expect(compiled.pipelines.map(({ name }) => name)).toEqual([
          null,
          ...document.additional_pipelines.map(({ name }) => name),
        ]);
        const states = compiled.pipelines.map(emptyNodeState);
        const naive = stagesOf(document).map((config) => new NaivePipeline(config));
        for (const { payload, timeMs } of messages) {
          compiled.begin(payload);
          const outcomes = compiled.pipelines.map(({ pipeline }, index) =>
            told(pipeline.process(states[index]!, payload, timeMs)),
          );
          const expected = naive.map((pipeline, index) => {
            const answer = pipeline.process(payload, timeMs);
            return outcomes[index] === 'folded' ? answer.replace(/^=.*/s, 'folded') : answer;
          });
          expect(outcomes).toEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('what a message says is never taken for what the one before said, even in the same bytes', () => {
    fc.assert(
      fc.property(arbitraryDocumentRun, ({ document, messages }) => {
        const [shared, alone] = [compileDocument(document), stagesOf(document).map(compilePipeline)];
        const [states, others] = [alone.map(emptyNodeState), alone.map(emptyNodeState)];
        const reused = new Map<number, Uint8Array>();
        for (const { payload, timeMs } of messages) {
          const bytes = reused.get(payload.length) ?? new Uint8Array(payload.length);
          reused.set(payload.length, bytes);
          bytes.set(payload);
          shared.begin(bytes);
          const outcomes = shared.pipelines.map(({ pipeline }, index) =>
            pipeline.process(states[index]!, bytes, timeMs),
          );
          expect(outcomes).toEqual(
            alone.map((pipeline, index) => pipeline.process(others[index]!, payload, timeMs)),
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a dry run tells of every message what each pipeline does', () => {
    fc.assert(
      fc.property(arbitraryDocumentRun, ({ document, messages }) => {
        const run = new DryRun(document);
        const alone = stagesOf(document).map((config) => new DryRun({ ...config, additional_pipelines: [] }));
        for (const { payload, timeMs } of messages) {
          const steps = run.message(payload, timeMs);
          const separate = alone.map((each) => each.message(payload, timeMs));
          const names = [null, ...document.additional_pipelines.map(({ name }) => name)];
          const of = (isRow: boolean) =>
            separate.flatMap((each, index) =>
              each
                .filter((step) => (step.payload === null) === isRow)
                .map((step) => ({ ...step, pipeline: names[index] })),
            );
          expect(steps).toEqual([...of(true), ...of(false)]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('the order of functions in a document never matters', () => {
    fc.assert(
      fc.property(arbitraryDocument, fc.func(fc.nat()), (document, weight) => {
        const shuffled = structuredClone(document);
        for (const { processing_policy: policy } of stagesOf(shuffled))
          if (Array.isArray(policy.aggregation_functions))
            policy.aggregation_functions.sort((a, b) => weight(a) - weight(b));
        const parsed = parsePipelineDocument(renderPipelineYaml(shuffled), { maxPayloadBytes: 262_144 });
        expect(parsed.ok && toStoredConfig(parsed.config)).toBe(toStoredConfig(document));
      }),
      { numRuns: 150 },
    );
  });
});

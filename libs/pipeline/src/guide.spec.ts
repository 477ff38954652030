import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipelineConfig } from './fixtures/pipeline-config.fixture';
import {
  compilePipeline,
  DROP_REASONS,
  emptyNodeState,
  parsePipelineDocument,
  PipelineDocument,
} from './index';

const guide = readFileSync(join(__dirname, '../../../docs/pipelines.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, of]) => of === language)
    .map(([, , text]) => text!);

const documents = blocks('yaml').map((yaml): PipelineDocument => {
  const parsed = parsePipelineDocument(yaml, { maxPayloadBytes: 262_144 });
  if (!parsed.ok) throw new Error(`${yaml}\n${JSON.stringify(parsed.errors)}`);
  return parsed.config;
});

describe('the guide (docs/pipelines.md)', () => {
  it('has valid examples, one of each kind', () => {
    const policies = documents.flatMap((document) =>
      [document, ...document.additional_pipelines].map(({ processing_policy: policy }) => policy.policy_type),
    );
    expect(new Set(policies)).toEqual(new Set(['LastValue', 'NRecords', 'TimeWindow', 'Aggregation']));
    expect(documents.some(({ additional_pipelines: pipelines }) => pipelines.length > 1)).toBe(true);
  });

  it('paths lead to what its example of a payload says', () => {
    const payload = Buffer.from(blocks('json')[0]!);
    const paths = documents.flatMap((document) =>
      [document, ...document.additional_pipelines].map(({ filters }) => filters.json_path),
    );
    const found = [...new Set(paths), "$['battery'][-1]"].flatMap((path) => {
      if (path === null) return [];
      const outcome = compilePipeline(pipelineConfig({ filters: { json_path: path } }));
      return [[path, outcome.process(emptyNodeState(), payload, 0)]];
    });
    expect(found).toEqual([
      ['$.temperature.value', expect.objectContaining({ value: '21.5' })],
      ['temperature.value', expect.objectContaining({ value: '21.5' })],
      ['firmware', expect.objectContaining({ value: '1.4.2' })],
      ["$['battery'][-1]", expect.objectContaining({ value: '3.69' })],
    ]);
  });

  it('tells every reason and every field', () => {
    const { active_period, filters, processing_policy } = pipelineConfig();
    const fields = [active_period, filters, processing_policy].flatMap((stage) => Object.keys(stage));
    for (const word of [...DROP_REASONS, ...fields]) expect(guide).toContain(`\`${word}\``);
  });
});

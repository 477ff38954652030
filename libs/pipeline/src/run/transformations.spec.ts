import { PipelineConfig, TransformationsConfig } from '../config/pipeline-config';
import { bytes, numberConfig, pipelineConfig } from '../fixtures/pipeline-config.fixture';
import { compilePipeline } from './compile-pipeline';
import { emptyNodeState } from './node-state';

function output(config: PipelineConfig, payload: string): string {
  const outcome = compilePipeline(config).process(emptyNodeState(), bytes(payload), 1000);
  if (outcome.kind === 'dropped') return `dropped: ${outcome.reason}`;
  if (outcome.kind === 'folded') throw new Error('not a row policy');
  return outcome.value;
}

const number = (transformations?: Partial<TransformationsConfig>): PipelineConfig =>
  numberConfig({ transformations });
const text = (slice_start: number | null, slice_end: number | null): PipelineConfig =>
  pipelineConfig({ transformations: { slice_start, slice_end } });

describe('transformations (docs/protocol/datapipe.md 5.2 as changed by decisions.md)', () => {
  it.each<[string, PipelineConfig, string, string]>([
    ['T1', number({ multiplication_ratio: 2 }), '10', '20'],
    ['T2', number({ multiplication_ratio: 0.1 }), '3', '0.3'],
    ['T3', number({ multiplication_ratio: 1 }), '0.0000001', '0.0000001'],
    ['T5', number({ multiplication_ratio: 0 }), '-5', '0'],
    ['T6', number({ multiplication_ratio: 2, round_decimal_point: 1 }), 'abc', 'dropped: not_a_number'],
    ['T7', number({ multiplication_ratio: 2 }), '1e400', 'dropped: not_finite'],
    ['T9', number({ multiplication_ratio: 10 }), '1e308', 'dropped: not_finite'],
    ['T11', number({ round_decimal_point: 0 }), '2.5', '2'],
    ['T11', number({ round_decimal_point: 0 }), '3.5', '4'],
    ['T12', number({ round_decimal_point: 0 }), '-0.4', '0'],
    ['T13', number({ round_decimal_point: 1 }), '0.25', '0.2'],
    ['T15', number({ round_decimal_point: 2 }), '0.125', '0.12'],
    ['T15', number({ round_decimal_point: 2 }), '0.375', '0.38'],
    ['T15 negative', number({ round_decimal_point: 2 }), '-0.125', '-0.12'],
    ['1.005 is below its tie', number({ round_decimal_point: 2 }), '1.005', '1.00'],
    ['T17', number({ round_decimal_point: 2 }), '5 ', '5.00'],
    ['T19', number({ multiplication_ratio: 1, round_decimal_point: 7 }), '1.23456789', '1.2345679'],
    ['T21', number({ multiplication_ratio: 1, round_decimal_point: 0 }), '1.49999999', '1'],
    ['exactly N decimals, far out', number({ round_decimal_point: 1 }), '1e22', '10000000000000000000000.0'],
    ['no exponent', number({ multiplication_ratio: 1 }), '1e-9', '0.000000001'],
    ['no exponent', number({ multiplication_ratio: 1 }), '1.5e21', '1500000000000000000000'],
    ['untouched text is kept', number(), ' 05 ', '05'],
    ['untouched text is kept', number({}), '+1e3\n', '+1e3'],
    [
      'rounding to 15 digits may overflow',
      number({ multiplication_ratio: 1 }),
      '1.7976931348623157e308',
      'dropped: not_finite',
    ],
    ['T23: slices leave numbers alone', number({ slice_start: 1 }), '123', '123'],
    ['text is not multiplied', pipelineConfig({ transformations: { multiplication_ratio: 2 } }), '10', '10'],
    ['T25', text(0, 3), 'abcdef', 'abc'],
    ['T27', text(null, -1), 'abcdef', 'abcde'],
    ['T29', text(2, 100), 'abcdef', 'cdef'],
    ['T30', text(4, 2), 'abcdef', ''],
    ['T31', text(-3, -1), 'abcdef', 'de'],
    ['T31 clamped', text(-100, 2), 'abcdef', 'ab'],
    ['T32: code points', text(0, 3), 'тест', 'тес'],
    ['T32: code points beyond the BMP', text(1, 3), 'a😀😁😂', '😀😁'],
    ['T32: from the end', text(-1, null), '😀😁', '😁'],
    ['T33', text(0, 3), '', ''],
  ])('%s', (_name, config, payload, expected) => {
    expect(output(config, payload)).toBe(expected);
  });
});

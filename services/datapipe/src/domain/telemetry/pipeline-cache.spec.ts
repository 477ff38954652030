import { defaultPipelineConfig, toStoredConfig } from '@unitfleet/pipeline';
import { PipelineCache } from './pipeline-cache';

const CHARACTERS = 4 * 1024 * 1024;

/** About 60,000 characters, different from all others. */
const large = (index: number): string => {
  const config = defaultPipelineConfig();
  const values = [`${index}`, ...Array.from({ length: 6_000 }, (_, item) => `item-${item}`.padEnd(7, '.'))];
  return toStoredConfig({
    ...config,
    filters: { ...config.filters, type_value_filtering: 'WhiteList', filtering_values: values },
  });
};

describe('PipelineCache', () => {
  it('shares what is compiled between equal configurations', () => {
    const cache = new PipelineCache();
    const config = toStoredConfig(defaultPipelineConfig());
    expect(cache.get(config).document).not.toBeNull();
    expect(cache.get(config)).toBe(cache.get(`${config}`));
  });

  it('says what is wrong with a configuration', () => {
    expect(new PipelineCache().get('{')).toEqual({
      document: null,
      error: expect.stringContaining('cannot be read'),
    });
  });

  it('forgets the oldest, by what they weigh', () => {
    const cache = new PipelineCache();
    const first = cache.get(large(0));
    const fitting = Math.floor(CHARACTERS / large(0).length);
    for (let index = 1; index < fitting - 1; index += 1) cache.get(large(index));
    expect(cache.get(large(0))).toBe(first);
    cache.get(large(fitting));
    cache.get(large(fitting + 1));
    expect(cache.get(large(0))).not.toBe(first);
  });

  it('keeps one that is larger than all of its room', () => {
    const cache = new PipelineCache();
    const huge = `{"x": "${'x'.repeat(CHARACTERS)}"}`;
    expect(cache.get(huge)).toBe(cache.get(huge));
  });
});

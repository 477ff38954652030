import { describe, expect, it } from 'vitest';
import { matching, settingRows } from './setting-rows';

const process = (service: string, instance: string, settings: Record<string, string>) => ({
  service,
  instance,
  settings: Object.entries(settings).map(([name, value]) => ({ name, value })),
});

const PROCESSES = [
  process('units', '1', { NATS_URL: 'nats://a', HTTP_PORT: '1' }),
  process('units', '2', { NATS_URL: 'nats://a', HTTP_PORT: '2' }),
  process('web', '1', { NATS_URL: 'nats://a', HTTP_PORT: '3', PU_SECRET_KEY: '***' }),
  process('silent', '', {}),
];

describe('settings of all processes', () => {
  it('have one value where all agree, else one for each who has another', () => {
    expect(settingRows(PROCESSES)).toEqual([
      {
        name: 'HTTP_PORT',
        values: [
          { value: '1', who: ['units (1)'] },
          { value: '2', who: ['units (2)'] },
          { value: '3', who: ['web'] },
        ],
      },
      { name: 'NATS_URL', values: [{ value: 'nats://a', who: ['units', 'web'] }] },
      { name: 'PU_SECRET_KEY', values: [{ value: '***', who: ['web'] }] },
    ]);
  });

  it.each([
    ['nats', ['NATS_URL']],
    ['http_p', ['HTTP_PORT']],
    ['web', ['HTTP_PORT', 'NATS_URL', 'PU_SECRET_KEY']],
    ['nothing', []],
  ])('are found by %s', (words, names) => {
    expect(matching(settingRows(PROCESSES), words).map(({ name }) => name)).toEqual(names);
  });
});

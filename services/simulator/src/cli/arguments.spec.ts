import { simulateArguments, USAGE, UsageError } from './arguments';

describe('simulateArguments', () => {
  it('has a default for everything', () => {
    expect(simulateArguments([])).toMatchObject({
      units: 100,
      repo: 'demo-thermometer',
      libraries: ['python'],
      rampPerSecond: 100,
      stateIntervalS: null,
      processes: null,
      mqtt: null,
      sources: [],
      clean: false,
    });
  });

  it('takes everything', () => {
    const line =
      '--units 10000 --library go,micropython --ramp 0 --rate 2.5 --state-interval 5 --processes 4 ' +
      '--mqtt broker.example:1884 --source 127.0.0.1,127.0.0.2 --api-rate 10 --clean --json --seed 7';
    expect(simulateArguments(line.split(' '))).toMatchObject({
      units: 10_000,
      libraries: ['go', 'micropython'],
      rampPerSecond: 0,
      valuesPerSecond: 2.5,
      stateIntervalS: 5,
      processes: 4,
      mqtt: { host: 'broker.example', port: 1_884 },
      sources: ['127.0.0.1', '127.0.0.2'],
      apiPerSecond: 10,
      clean: true,
      json: true,
      seed: 7,
    });
    expect(simulateArguments(['--mqtt', '[::1]:1883']).mqtt).toEqual({ host: '::1', port: 1_883 });
  });

  it.each([
    ['--units=-1', /--units must be a whole number from 0 to 999999/],
    ['--units 1.5', /--units/],
    ['--units many', /it is "many"/],
    ['--rate x', /--rate must be a number of at least 0/],
    ['--library rust', /python, go, micropython; not "rust"/],
    ['--library ,', /--library/],
    ['--mqtt broker', /HOST:PORT/],
    ['--mqtt broker:70000', /--mqtt/],
    ['--name much-too-long-a-name', /--name/],
    ['--keep --clean', /exclude each other/],
    ['--untis 5', /--untis/],
    ['5', /5/],
  ])('refuses %s', (line, message) => {
    const call = () => simulateArguments(line.split(' '));
    expect(call).toThrow(UsageError);
    expect(call).toThrow(message);
  });

  it('explains every option', () => {
    const options = [
      'units',
      'processes',
      'ramp',
      'rate',
      'state-interval',
      'library',
      'duration',
      'keep',
      'seed',
    ];
    for (const option of options) expect(USAGE).toContain(`--${option}`);
    expect(Math.max(...USAGE.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});

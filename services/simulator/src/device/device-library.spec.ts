import { deviceLibrary } from './device-library';

const env = { pingIntervalS: 20, keepaliveS: 90 };

describe('deviceLibrary', () => {
  it('keeps the times of docs/protocol/device.md 1.1', () => {
    const times = (['python', 'go', 'micropython'] as const).map((name) => {
      const library = deviceLibrary(name);
      return [name, library.keepaliveS(env), library.pingAfterMs(env), library.ackPatienceMs];
    });
    expect(times).toEqual([
      ['python', 60, 60_000, 60_000],
      ['go', 90, 90_000, 5_000],
      ['micropython', 90, 20_000, 5_000],
    ]);
  });

  it('pauses longer after each failure, up to a limit', () => {
    const pauses = (name: 'python' | 'go' | 'micropython', ...failures: number[]) =>
      failures.map((count) => deviceLibrary(name).pauseMs(count) / 1_000);
    expect(pauses('python', 1, 2, 3, 8, 100)).toEqual([1, 2, 4, 120, 120]);
    expect(pauses('go', 1, 2, 11, 1_000)).toEqual([1, 2, 600, 600]);
  });

  it('restarts a MicroPython board at every third failure', () => {
    const micropython = deviceLibrary('micropython');
    expect([1, 2, 3, 4, 5, 6].map((count) => micropython.pauseMs(count))).toEqual([
      500, 1_000, 6_000, 500, 1_000, 6_000,
    ]);
  });
});

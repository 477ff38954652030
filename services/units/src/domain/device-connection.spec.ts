import type { DeviceSession } from '@unitfleet/contracts';
import { applySession, DeviceConnection, listening } from './device-connection';

const UNIT = '11111111-1111-4111-8111-111111111111';
const T = 1_000_000;
const facts = (ms: number) => ({ unitUuid: UNIT, clientId: 'c', at: new Date(T + ms) });
const connected = (ms: number): DeviceSession => ({ kind: 'connected', ...facts(ms) });
const disconnected = (ms: number): DeviceSession => ({ kind: 'disconnected', ...facts(ms) });
const subscribed = (ms: number, baseInput = 'update/pepeunit'): DeviceSession => ({
  kind: 'subscribed',
  ...facts(ms),
  baseInput,
});

const after = (...sessions: DeviceSession[]) =>
  sessions.reduce<DeviceConnection | null>((known, session) => applySession(known, session), null);

const UPDATE = 'update/pepeunit';

describe('applySession', () => {
  it.each<[string, DeviceSession[], Partial<DeviceConnection> | null]>([
    ['connects', [connected(0)], { connectedAt: T, baseInputs: {} }],
    ['listens', [connected(0), subscribed(5)], { connectedAt: T, baseInputs: { [UPDATE]: T + 5 } }],
    ['goes', [connected(0), subscribed(5), disconnected(9)], null],
    [
      'comes back',
      [connected(0), subscribed(5), connected(60_000)],
      { connectedAt: T + 60_000, baseInputs: {} },
    ],
    ['is reported in the wrong order', [subscribed(5), connected(0)], { connectedAt: T + 5 }],
    [
      'is reported as connected a little late',
      [subscribed(5), connected(30)],
      { connectedAt: T + 30, baseInputs: { [UPDATE]: T + 5 } },
    ],
    [
      'takes its own session over',
      [connected(0), connected(70), subscribed(90), disconnected(80)],
      { connectedAt: T + 70 },
    ],
    ['is refused', [{ kind: 'refused', ...facts(0), reason: 'x' }], null],
  ])('a device that %s', (_, sessions, expected) => {
    if (expected === null) expect(after(...sessions)).toBeNull();
    else expect(after(...sessions)).toMatchObject(expected);
  });
});

describe('listening', () => {
  it('knows nothing without connections', () => {
    expect(listening([])).toEqual({ listeningSince: {}, connectedAt: null });
  });

  it('takes the newest of several clients and ignores topics that are no commands', () => {
    const connections: DeviceConnection[] = [
      { clientId: 'a', connectedAt: 5, baseInputs: { [UPDATE]: 6, 'my/topic': 7 } },
      { clientId: 'b', connectedAt: 9, baseInputs: { [UPDATE]: 10, 'log_sync/pepeunit': 11 } },
    ];
    expect(listening(connections)).toEqual({ listeningSince: { Update: 10, LogSync: 11 }, connectedAt: 9 });
  });
});

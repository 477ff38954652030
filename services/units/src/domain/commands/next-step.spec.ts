import { nextStep, NextStep } from './next-step';
import { CommandLane, PendingCommand } from './pending-command';

const NOW = 1_000_000;
const LONG_AGO = NOW - 900_000;

const pending = (kind: PendingCommand['kind'], change: Partial<PendingCommand> = {}): PendingCommand => ({
  kind,
  requestedAt: NOW - 100_000,
  sentAt: null,
  attempts: 0,
  connections: change.sentAt ? 1 : 0,
  ...change,
});

const everywhere = {
  Update: LONG_AGO,
  EnvUpdate: LONG_AGO,
  SchemaUpdate: LONG_AGO,
  LogSync: LONG_AGO,
};

const lane = (commands: PendingCommand[], change: Partial<CommandLane> = {}): CommandLane => ({
  pending: commands,
  listeningSince: everywhere,
  connectedAt: LONG_AGO,
  runsAnotherVersion: false,
  freeAt: 0,
  ...change,
});

const sentAgo = (ms: number, attempts = 1) => ({ sentAt: NOW - ms, attempts });

describe('nextStep', () => {
  it.each<[string, CommandLane, NextStep]>([
    ['nothing to send', lane([]), { do: 'rest' }],
    ['a listening device', lane([pending('Update')]), { do: 'send', kind: 'Update' }],
    ['an offline device', lane([pending('Update')], { listeningSince: {} }), { do: 'rest' }],
    [
      'a device that hears other commands only',
      lane([pending('LogSync')], { listeningSince: { Update: LONG_AGO } }),
      { do: 'rest' },
    ],
    [
      'a subscription of this moment',
      lane([pending('LogSync')], { listeningSince: { LogSync: NOW - 100 } }),
      { do: 'wait', until: NOW + 200 },
    ],
    [
      'a command that is being worked on',
      lane([pending('LogSync')], { freeAt: NOW + 7_000 }),
      { do: 'wait', until: NOW + 7_000 },
    ],
    [
      'the older request first',
      lane([pending('SchemaUpdate', { requestedAt: NOW - 5 }), pending('LogSync', { requestedAt: NOW - 9 })]),
      { do: 'send', kind: 'LogSync' },
    ],
    [
      'new before repeated',
      lane([pending('LogSync', sentAgo(60_000)), pending('SchemaUpdate', { requestedAt: NOW - 1 })]),
      { do: 'send', kind: 'SchemaUpdate' },
    ],
    [
      'a repetition that is not due',
      lane([pending('SchemaUpdate', sentAgo(4_000))]),
      { do: 'wait', until: NOW + 6_000 },
    ],
    [
      'a repetition that is due',
      lane([pending('SchemaUpdate', sentAgo(10_000))]),
      { do: 'send', kind: 'SchemaUpdate' },
    ],
    [
      'repetitions that grow rarer',
      lane([pending('SchemaUpdate', sentAgo(10_000, 3))]),
      { do: 'wait', until: NOW + 30_000 },
    ],
    [
      'more patience with an Update',
      lane([pending('Update', sentAgo(10_000))]),
      { do: 'wait', until: NOW + 50_000 },
    ],
    ['a command without effect', lane([pending('SchemaUpdate', sentAgo(200_000, 5))]), { do: 'rest' }],
    [
      'sent before the device came back: its state is awaited',
      lane([pending('Update', sentAgo(20_000, 0))], { connectedAt: NOW - 1_000 }),
      { do: 'wait', until: NOW + 4_000 },
    ],
    [
      'sent before the device came back, no effect seen',
      lane([pending('Update', sentAgo(20_000, 0))], { connectedAt: NOW - 5_000 }),
      { do: 'send', kind: 'Update' },
    ],
    [
      'EnvUpdate waits for an Update to be sent',
      lane([pending('EnvUpdate', { requestedAt: NOW - 200_000 }), pending('Update')]),
      { do: 'send', kind: 'Update' },
    ],
    [
      'EnvUpdate waits for the reconnect after an Update',
      lane([pending('EnvUpdate'), pending('Update', sentAgo(20_000))]),
      { do: 'wait', until: NOW + 40_000 },
    ],
    [
      'EnvUpdate leaves after the reconnect',
      lane([pending('EnvUpdate'), pending('Update', sentAgo(20_000, 0))], { connectedAt: NOW - 5_000 }),
      { do: 'send', kind: 'EnvUpdate' },
    ],
    [
      'EnvUpdate waits for the first state after the reconnect',
      lane([pending('EnvUpdate'), pending('Update', sentAgo(20_000, 0))], { connectedAt: NOW - 2_000 }),
      { do: 'wait', until: NOW + 3_000 },
    ],
    [
      'EnvUpdate does not leave to a device that came back with its old version',
      lane([pending('EnvUpdate'), pending('Update', sentAgo(20_000, 0))], {
        connectedAt: NOW - 5_000,
        runsAnotherVersion: true,
      }),
      { do: 'send', kind: 'Update' },
    ],
    [
      'an Update over a third connection',
      lane([pending('Update', { ...sentAgo(20_000, 0), connections: 2 })], { connectedAt: NOW - 5_000 }),
      { do: 'send', kind: 'Update' },
    ],
    [
      'an Update that is repeated over the third connection',
      lane([pending('Update', { ...sentAgo(60_000), connections: 3 })]),
      { do: 'send', kind: 'Update' },
    ],
    [
      'no Update over a fourth connection',
      lane([pending('Update', { ...sentAgo(20_000, 0), connections: 3 })], { connectedAt: NOW - 5_000 }),
      { do: 'rest' },
    ],
    [
      'no EnvUpdate after all these to the old version',
      lane([pending('EnvUpdate'), pending('Update', { ...sentAgo(20_000, 0), connections: 3 })], {
        connectedAt: NOW - 5_000,
        runsAnotherVersion: true,
      }),
      { do: 'rest' },
    ],
    [
      'any number of connections for the others',
      lane([pending('SchemaUpdate', { ...sentAgo(20_000, 0), connections: 9 })], {
        connectedAt: NOW - 5_000,
      }),
      { do: 'send', kind: 'SchemaUpdate' },
    ],
    [
      'EnvUpdate does not wait for an Update without effect',
      lane([pending('EnvUpdate'), pending('Update', sentAgo(200_000, 5))]),
      { do: 'send', kind: 'EnvUpdate' },
    ],
    [
      'EnvUpdate does not wait for an Update that nobody hears',
      lane([pending('EnvUpdate'), pending('Update')], { listeningSince: { EnvUpdate: LONG_AGO } }),
      { do: 'send', kind: 'EnvUpdate' },
    ],
    [
      'other commands do not wait for an Update',
      lane([pending('SchemaUpdate'), pending('Update', sentAgo(20_000))]),
      { do: 'send', kind: 'SchemaUpdate' },
    ],
  ])('%s', (_, state, step) => {
    expect(nextStep(state, NOW)).toEqual(step);
  });
});

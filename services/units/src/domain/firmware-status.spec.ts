import { FirmwareHappening, FirmwareProgress, isAwaitedVersion, nextFirmware } from './firmware-status';

const PATIENCE = 120_000;
const T0 = new Date('2025-01-01T00:00:00Z');
const after = (ms: number) => new Date(T0.getTime() + ms);

const never: FirmwareProgress = { status: null, error: null, sentAt: null, targetCommit: null };
/** As rows of an older edition may be: a target, but no status. */
const unjudged: FirmwareProgress = { ...never, targetCommit: 'new' };
const sent: FirmwareProgress = { status: 'RequestSent', error: null, sentAt: T0, targetCommit: 'new' };
const error: FirmwareProgress = { status: 'Error', error: 'why', sentAt: null, targetCommit: 'new' };
const success: FirmwareProgress = { status: 'Success', error: null, sentAt: null, targetCommit: 'new' };

const early = after(PATIENCE);
const late = after(PATIENCE + 1);
const reported = (version: string | null, at: Date): FirmwareHappening => ({
  kind: 'reported',
  version,
  current: 'newer',
  at,
});
const unheard = {
  ...error,
  error: '422: 11: Update Error: the device did not report version new in time',
};
const unsent = {
  ...error,
  error: '422: 11: Update Error: the device is not connected, the Update to version new waits for it',
};
const refused = { ...error, error: 'no' };
const asked = { ...sent, targetCommit: 'next', sentAt: early };
const repeated = { ...sent, sentAt: early };

const HAPPENINGS = {
  requested: { kind: 'requested', commit: 'next', at: early },
  published: { kind: 'published', at: early },
  failed: { kind: 'failed', reason: 'no' },
  'target reported': reported('new', early),
  'target reported, late': reported('new', late),
  'a newer target reported': reported('newer', early),
  'another version reported': reported('old', early),
  'another version reported, late': reported('old', late),
  'no version reported': reported(null, early),
  'no version reported, late': reported(null, late),
  time: { kind: 'looked-at', isUnsent: false, at: early },
  'time, late': { kind: 'looked-at', isUnsent: false, at: late },
  'time, late and unsent': { kind: 'looked-at', isUnsent: true, at: late },
} as const satisfies Record<string, FirmwareHappening>;

type Table = Record<keyof typeof HAPPENINGS, FirmwareProgress>;

const STATES: Record<string, { before: FirmwareProgress; after: Table }> = {
  'no Update so far': {
    before: never,
    after: {
      requested: asked,
      published: never,
      failed: { ...refused, targetCommit: null },
      'target reported': never,
      'target reported, late': never,
      'a newer target reported': never,
      'another version reported': never,
      'another version reported, late': never,
      'no version reported': never,
      'no version reported, late': never,
      time: never,
      'time, late': never,
      'time, late and unsent': never,
    },
  },
  'a target without status': {
    before: unjudged,
    after: {
      requested: asked,
      published: repeated,
      failed: refused,
      'target reported': success,
      'target reported, late': success,
      'a newer target reported': success,
      'another version reported': unjudged,
      'another version reported, late': unjudged,
      'no version reported': unjudged,
      'no version reported, late': unjudged,
      time: unjudged,
      'time, late': unjudged,
      'time, late and unsent': unjudged,
    },
  },
  RequestSent: {
    before: sent,
    after: {
      requested: asked,
      published: repeated,
      failed: refused,
      'target reported': success,
      'target reported, late': success,
      'a newer target reported': success,
      'another version reported': sent,
      'another version reported, late': unheard,
      'no version reported': sent,
      'no version reported, late': unheard,
      time: sent,
      'time, late': unheard,
      'time, late and unsent': unsent,
    },
  },
  Error: {
    before: error,
    after: {
      requested: asked,
      published: repeated,
      failed: refused,
      'target reported': success,
      'target reported, late': success,
      'a newer target reported': success,
      'another version reported': error,
      'another version reported, late': error,
      'no version reported': error,
      'no version reported, late': error,
      time: error,
      'time, late': error,
      'time, late and unsent': error,
    },
  },
  Success: {
    before: success,
    after: {
      requested: asked,
      published: success,
      failed: refused,
      'target reported': success,
      'target reported, late': success,
      'a newer target reported': success,
      'another version reported': success,
      'another version reported, late': success,
      'no version reported': success,
      'no version reported, late': success,
      time: success,
      'time, late': success,
      'time, late and unsent': success,
    },
  },
};

describe.each(Object.entries(STATES))('nextFirmware after %s', (_, { before, after: table }) => {
  it.each(Object.entries(HAPPENINGS))('%s', (name, happening) => {
    expect(nextFirmware(before, happening, PATIENCE)).toEqual(table[name as keyof Table]);
  });
});

describe('nextFirmware', () => {
  it('lets a first Update that could not be made recover with the version of the moment', () => {
    const broken = nextFirmware(never, { kind: 'failed', reason: 'no' }, PATIENCE);
    expect(nextFirmware(broken, reported('newer', early), PATIENCE).status).toBe('Success');
  });
});

describe('isAwaitedVersion', () => {
  it.each([
    [null, null, null, false],
    [null, 'a', null, false],
    ['a', 'a', 'b', true],
    ['b', 'a', 'b', true],
    ['c', 'a', 'b', false],
  ])('%p of %p or %p: %p', (version, targetCommit, current, expected) => {
    expect(isAwaitedVersion(version, { targetCommit, current })).toBe(expected);
  });
});

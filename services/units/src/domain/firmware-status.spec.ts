import { FirmwareHappening, FirmwareProgress, nextFirmware } from './firmware-status';

const PATIENCE = 120_000;
const T0 = new Date('2025-01-01T00:00:00Z');
const after = (ms: number) => new Date(T0.getTime() + ms);

const idle: FirmwareProgress = { status: null, error: null, sentAt: null, targetCommit: null };
const sent: FirmwareProgress = { status: 'RequestSent', error: null, sentAt: T0, targetCommit: 'new' };
const failed: FirmwareProgress = { status: 'Error', error: 'why', sentAt: null, targetCommit: 'new' };
const done: FirmwareProgress = { status: 'Success', error: null, sentAt: null, targetCommit: 'new' };

const reported = (version: string | null, ms: number): FirmwareHappening => ({
  kind: 'reported',
  version,
  at: after(ms),
});

describe('nextFirmware', () => {
  it.each<[string, FirmwareProgress, FirmwareHappening, Partial<FirmwareProgress>]>([
    ['requested', idle, { kind: 'requested', commit: 'new', at: T0 }, sent],
    ['requested again', failed, { kind: 'requested', commit: 'new', at: T0 }, sent],
    ['published later', sent, { kind: 'published', at: after(5) }, { ...sent, sentAt: after(5) }],
    ['published after an error', failed, { kind: 'published', at: T0 }, sent],
    [
      'not published',
      sent,
      { kind: 'publish-failed', reason: 'no broker' },
      { ...failed, error: 'no broker' },
    ],
    ['the target reported', sent, reported('new', 1), done],
    ['the target reported late', sent, reported('new', PATIENCE + 1), done],
    ['the target reported after an error', failed, reported('new', 1), done],
    ['another version, early', sent, reported('old', PATIENCE), sent],
    ['no version, early', sent, reported(null, 1), sent],
    ['another version after an error', failed, reported('old', 1), failed],
    ['nothing under way', idle, reported('new', 1), idle],
    ['done and reported again', done, reported('old', PATIENCE * 2), done],
    ['time, early', sent, { kind: 'looked-at', at: after(PATIENCE) }, sent],
    ['time, after success', done, { kind: 'looked-at', at: after(PATIENCE * 9) }, done],
  ])('%s', (_, progress, happening, next) => {
    expect(nextFirmware(progress, happening, PATIENCE)).toEqual(next);
  });

  it.each([reported('old', PATIENCE + 1), { kind: 'looked-at', at: after(PATIENCE + 1) } as const])(
    'ends in Error after two intervals: $kind',
    (happening) => {
      expect(nextFirmware(sent, happening, PATIENCE)).toEqual({
        status: 'Error',
        error: '422: 11: Update Error: the device did not report version new in time',
        sentAt: null,
        targetCommit: 'new',
      });
    },
  );
});

/** What to do about a failed synchronisation. */
export type SyncAdvice =
  | 'credentials'
  | 'missing'
  | 'host'
  | 'moved'
  | 'certificate'
  | 'silent'
  | 'limited'
  | 'size'
  | 'space'
  | 'network'
  | 'unknown';

const ADVICE: readonly (readonly [RegExp, SyncAdvice])[] = [
  [/no repository at this address|not found|status 404/i, 'missing'],
  [/larger than|too (?:large|many|long)|more than \d+/i, 'size'],
  [/\brate\b|too often|status 429|limit/i, 'limited'],
  [/credentials|authori|status 40[13]/i, 'credentials'],
  [/host of the repository is not known/i, 'host'],
  [/has moved/i, 'moved'],
  [/certificate/i, 'certificate'],
  [/does not answer|did not answer/i, 'silent'],
  [/no room|could not be kept/i, 'space'],
  [/network|not allowed|closed/i, 'network'],
];

/** Reads the reason that the instance gives for a mirror that could not be made. */
export const adviceOn = (syncError: string): SyncAdvice =>
  ADVICE.find(([pattern]) => pattern.test(syncError))?.[1] ?? 'unknown';

/** The reason without the frame of the API's errors (`422: 5: Git Repo Error: `). */
export const reasonOf = (syncError: string): string =>
  syncError.replace(/^(?:\d{3}: \d+: )?(?:[A-Z][\w ]* Error: )/, '');

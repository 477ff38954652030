/** Why an update failed, as far as it is one of the usual reasons. */
export type UpdateFault =
  /** The device is away; the command waits for it. */
  | { readonly kind: 'waiting' }
  /** The device was told and went on reporting another version. */
  | { readonly kind: 'late' }
  | { readonly kind: 'other'; readonly text: string };

/** `<status>: <code>: <label>: ` before the text (`docs/protocol/rest-graphql.md 1.4`). */
const LABEL = /^\d{3}: \d+: [^:]+: /;

/** Reads what the instance noted of a failed update (`docs/protocol/device.md 6.4`). */
export const updateFault = (error: string | null): UpdateFault => {
  const text = (error ?? '').replace(LABEL, '');
  if (text.includes('is not connected')) return { kind: 'waiting' };
  if (text.includes('did not report version')) return { kind: 'late' };
  return { kind: 'other', text };
};

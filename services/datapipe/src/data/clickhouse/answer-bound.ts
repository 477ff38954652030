import { DomainError } from '@unitfleet/contracts';

/** Rows of an answer without a limit. */
export const MAX_ANSWER_ROWS = 500_000;
/** An answer is built in memory, here and at whoever asks. */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;
const ROW_BYTES = 220;

/**
 * What is too much for one answer is refused with a reason, not cut: the caller asks in pages.
 *
 * @throws DomainError `Validation` when the rows are too many or too large together.
 */
export const requireAnswerFits = <Row>(
  rows: readonly Row[],
  textOf: (row: Row) => string | undefined,
): void => {
  let bytes = 0;
  for (const row of rows) bytes += ROW_BYTES + Buffer.byteLength(textOf(row) ?? '');
  if (rows.length > MAX_ANSWER_ROWS || bytes > MAX_ANSWER_BYTES)
    throw new DomainError('Validation', 'the answer is too large; ask for it with offset and limit');
};

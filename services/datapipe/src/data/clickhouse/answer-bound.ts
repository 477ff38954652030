import { DomainError } from '@unitfleet/contracts';

/** Rows of an answer without a limit. */
export const MAX_ANSWER_ROWS = 4_000;
/** What fits into one message of NATS as it is delivered, with room for the envelope. */
const MAX_ANSWER_BYTES = 900_000;
const ROW_BYTES = 220;

/**
 * Answers are one message each. What does not fit is refused with a reason, not cut: the caller asks in pages.
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
    throw new DomainError(
      'Validation',
      'the answer is too large for one message; ask for it with offset and limit',
    );
};

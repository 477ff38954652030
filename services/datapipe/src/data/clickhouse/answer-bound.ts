import { DomainError } from '@unitfleet/contracts';

/** Rows of an answer without a limit. */
export const MAX_ANSWER_ROWS = 500_000;
/** An answer is built in memory, here and at whoever asks. */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;
const ROW_BYTES = 220;

/**
 * What is too much for one answer is refused with a reason, not cut: the caller asks in pages.
 *
 * @param textBytes of what may be long in the rows.
 * @throws DomainError `Validation` when the rows are too many or too large together.
 */
export const requireSizeFits = (rows: number, textBytes: number): void => {
  if (rows > MAX_ANSWER_ROWS || rows * ROW_BYTES + textBytes > MAX_ANSWER_BYTES)
    throw new DomainError('Validation', 'the answer is too large; ask for it with offset and limit');
};

/** The bound of an answer as its rows come. */
export class AnswerBound<Row> {
  private rows = 0;
  private textBytes = 0;

  /** @param textOf the part of a row that may be long. */
  constructor(private readonly textOf: (row: Row) => string | undefined) {}

  /** @throws DomainError `Validation` when the rows so far are too many or too large together. */
  add(rows: readonly Row[]): void {
    this.rows += rows.length;
    for (const row of rows) this.textBytes += Buffer.byteLength(this.textOf(row) ?? '');
    requireSizeFits(this.rows, this.textBytes);
  }
}

/** The same of an answer that is there already. */
export const requireAnswerFits = <Row>(
  rows: readonly Row[],
  textOf: (row: Row) => string | undefined,
): void => new AnswerBound(textOf).add(rows);

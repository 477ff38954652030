/** A reader of CSV (RFC 4180) that is fed piece by piece. */
export class CsvRows {
  private cells: string[] = [];
  private cell = '';
  private isQuoted = false;
  /** A quote inside of quotes: the end of them, or half of a quote that is meant. */
  private isQuote = false;
  private isReturn = false;

  /** The rows that a piece completes. */
  push(piece: string): string[][] {
    const rows: string[][] = [];
    for (const character of piece) this.take(character, rows);
    return rows;
  }

  /** The row that no line break ended. */
  end(): string[][] {
    const rows: string[][] = [];
    if (this.cell !== '' || this.cells.length > 0) this.endRow(rows);
    return rows;
  }

  private take(character: string, rows: string[][]): void {
    const isAfterReturn = this.isReturn;
    this.isReturn = false;
    if (this.isQuoted && !this.isQuote) {
      if (character === '"') this.isQuote = true;
      else this.cell += character;
      return;
    }
    if (character === '"') {
      if (this.isQuote) this.cell += '"';
      this.isQuoted = true;
      this.isQuote = false;
      return;
    }
    this.isQuoted = false;
    this.isQuote = false;
    if (character === ',') this.endCell();
    else if (character === '\r' || character === '\n') {
      this.isReturn = character === '\r';
      if (character === '\r' || !isAfterReturn) this.endRow(rows);
    } else this.cell += character;
  }

  private endCell(): void {
    this.cells.push(this.cell);
    this.cell = '';
  }

  private endRow(rows: string[][]): void {
    this.endCell();
    if (this.cells.length > 1 || this.cells[0] !== '') rows.push(this.cells);
    this.cells = [];
  }
}

/** Each row of a file, read as far as somebody asks. */
export async function* rowsOfFile(file: Blob): AsyncGenerator<string[]> {
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  const csv = new CsvRows();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      yield* done ? csv.end() : csv.push(value);
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

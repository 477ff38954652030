/** A part of a list that is asked for at once, and those of its lines that are in view. */
export interface LinesOfWindow<Line> {
  readonly window: number;
  readonly lines: readonly Line[];
}

/** Sorts the lines in view to the windows of `size` lines that they belong to. */
export const windowsOf = <Line extends { readonly index: number }>(
  lines: readonly Line[],
  size: number,
): LinesOfWindow<Line>[] => {
  const windows = new Map<number, Line[]>();
  for (const line of lines) {
    const window = Math.floor(line.index / size);
    const known = windows.get(window);
    if (known) known.push(line);
    else windows.set(window, [line]);
  }
  return [...windows].map(([window, its]) => ({ window, lines: its }));
};

import type { RunStep } from '../check/work';

/** What became of a step. */
export type Verdict = 'stored' | 'folded' | 'row' | 'dropped';

export const verdictOf = ({ payload, drop, stored }: RunStep): Verdict => {
  if (drop) return 'dropped';
  if (payload === null) return 'row';
  return stored ? 'stored' : 'folded';
};

export interface RunSummary {
  readonly messages: number;
  /** Messages that count, stored at once or in an open window; of each pipeline by itself. */
  readonly accepted: number;
  readonly dropped: number;
  /** Rows of windows. */
  readonly rows: number;
  /** Most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly pipelines: readonly (string | null)[];
}

export const summaryOf = (steps: readonly RunStep[]): RunSummary => {
  const reasons = new Map<string, number>();
  const pipelines = new Set<string | null>();
  const counts = { stored: 0, folded: 0, row: 0, dropped: 0 };
  let messages = 0;
  for (const step of steps) {
    const verdict = verdictOf(step);
    counts[verdict]++;
    pipelines.add(step.pipeline);
    if (step.drop) reasons.set(step.drop.reason, (reasons.get(step.drop.reason) ?? 0) + 1);
    if (verdict !== 'row' && step.pipeline === null) messages++;
  }
  return {
    messages,
    accepted: counts.stored + counts.folded,
    dropped: counts.dropped,
    rows: counts.row,
    reasons: [...reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
    pipelines: [...pipelines],
  };
};

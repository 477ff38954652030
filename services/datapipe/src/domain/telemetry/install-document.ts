import type { NodeKey, PipelineControl } from '@unitfleet/contracts';
import { emptyNodeState, startNewSeries, type CompiledDocument } from '@unitfleet/pipeline';
import { NodeCounts } from './node-counts';
import type { AdditionalRun, MorePipelines, NodeSlot, StoredNode } from './node-slot';
import { decodeStoredState } from './stored-state';

/** Of a pipeline that has none allotted and none known: what was stored under it is shown to nobody. */
const NO_SERIES = 0;

/** A node that nothing is known of. */
export const newSlot = (node: NodeKey, series: number, timeMs: number): NodeSlot => ({
  node,
  configVersion: 0,
  series,
  isActive: false,
  pipeline: null,
  state: emptyNodeState(),
  counts: new NodeCounts(timeMs),
  watchedEndMs: 0,
  isDirty: false,
  cutIndex: -1,
  more: null,
});

const newRun = (slot: NodeSlot, name: string, series: number, timeMs: number): AdditionalRun => ({
  name,
  slot,
  series,
  pipeline: null,
  state: emptyNodeState(),
  counts: new NodeCounts(timeMs),
  watchedEndMs: 0,
});

/**
 * Puts a document in the place of the one before. A pipeline keeps what it remembers under its name; an open window only
 * if it goes on with its series. All are counted anew. A document that cannot be read has no additional pipelines. Where the
 * control allots no series to them, it is of a writer that does not know them: known ones go on with theirs.
 */
export const installDocument = (
  slot: NodeSlot,
  control: Pick<PipelineControl, 'configVersion' | 'series' | 'additionalSeries' | 'isActive'>,
  document: CompiledDocument | null,
  timeMs: number,
): void => {
  if (control.series !== slot.series) startNewSeries(slot.state);
  slot.configVersion = control.configVersion;
  slot.series = control.series;
  slot.isActive = control.isActive;
  slot.pipeline = document?.pipelines[0]!.pipeline ?? null;
  slot.counts = new NodeCounts(timeMs);
  slot.more = document && moreOf(slot, document, control.additionalSeries, timeMs);
};

const moreOf = (
  slot: NodeSlot,
  document: CompiledDocument,
  allotted: readonly number[],
  timeMs: number,
): MorePipelines | null => {
  if (document.pipelines.length === 1) return null;
  const before = new Map(slot.more?.runs.map((run) => [run.name, run]));
  const runs = document.pipelines.slice(1).map(({ name, pipeline }, index) => {
    const known = before.get(name!);
    const series = allotted[index] ?? known?.series ?? NO_SERIES;
    const run = known ?? newRun(slot, name!, series, timeMs);
    if (series !== run.series) startNewSeries(run.state);
    run.series = series;
    run.pipeline = pipeline;
    run.counts = new NodeCounts(timeMs);
    return run;
  });
  return { document, runs };
};

/** A node as a checkpoint has it; without its counts, they begin at `timeMs`. */
export const loadSlot = (
  stored: StoredNode,
  document: CompiledDocument | null,
  timeMs: number,
  withCounts: boolean,
): NodeSlot => {
  const slot = newSlot(stored.node, stored.series, timeMs);
  installDocument(slot, stored, document, timeMs);
  const known = stored.state === null ? null : decodeStoredState(stored.state);
  if (known === null) return slot;
  slot.state = known.first.state;
  if (withCounts && known.first.counts) slot.counts = known.first.counts;
  for (const run of slot.more?.runs ?? []) {
    const its = known.additional.find(({ name }) => name === run.name);
    if (its && run.series === NO_SERIES) run.series = its.series;
    if (its?.series !== run.series) continue;
    run.state = its.state;
    if (withCounts && its.counts) run.counts = its.counts;
  }
  return slot;
};

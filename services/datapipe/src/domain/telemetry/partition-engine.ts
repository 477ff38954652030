import {
  Frame,
  isFrameFault,
  type EntryVisitor,
  type NodeKey,
  type PipelineControl,
} from '@unitfleet/contracts';
import type { AggregateRow, Outcome } from '@unitfleet/pipeline';
import { DirtyNodes, type NodeChanges } from './dirty-nodes';
import { installDocument, loadSlot, newSlot } from './install-document';
import type { NodeReason } from './node-counts';
import {
  slotOf,
  type AdditionalRun,
  type MorePipelines,
  type NodeSlot,
  type PipelineRun,
  type StoredNode,
} from './node-slot';
import { NodeTable } from './node-table';
import { newCounters } from './partition-counters';
import type { PipelineCache } from './pipeline-cache';
import { estimateStateBytes } from './state-size';
import type { RowOrigin, TelemetryRows } from './telemetry-rows';
import { WindowCalendar } from './window-calendar';

/** Up to where a partition has been processed. */
export interface PartitionPosition {
  readonly partition: number;
  /** Of the last frame that was processed; 0 before the first. */
  readonly sequence: number;
  /** Partition time: the largest time seen, in ms. Time of a partition never goes back. */
  readonly timeMs: number;
}

/** A consistent cut: everything up to `position`, and the nodes that changed since the cut before. */
export interface EngineSnapshot {
  readonly position: PartitionPosition;
  readonly changes: NodeChanges;
}

/** Told when a pipeline was installed that cannot run, or one that can, in place of one that could not. */
export type HealthListener = (node: NodeKey, configVersion: number, error: string | null) => void;

/**
 * Runs the pipelines of one partition. Its rows depend on the frames and on where it started, and on nothing else:
 * no wall clock, no batching. Starting again from an older cut gives the same rows again.
 */
export class PartitionEngine {
  readonly counters = newCounters();
  private readonly slots = new NodeTable();
  private readonly calendar = new WindowCalendar();
  private readonly dirty = new DirtyNodes();
  private readonly origin: RowOrigin;
  private timeMs: number;
  private sequence: number;

  constructor(
    start: PartitionPosition,
    private readonly pipelines: PipelineCache,
    private readonly rows: TelemetryRows,
    private readonly onHealth: HealthListener,
  ) {
    this.origin = { partition: start.partition, sequence: start.sequence, index: 0 };
    this.timeMs = start.timeMs;
    this.sequence = start.sequence;
  }

  get position(): PartitionPosition {
    return { partition: this.origin.partition, sequence: this.sequence, timeMs: this.timeMs };
  }

  get nodeCount(): number {
    return this.slots.size;
  }

  /** Memory of what its nodes remember, in bytes; estimated. */
  get stateBytes(): number {
    return estimateStateBytes(this.slots);
  }

  /** Puts a node in as a checkpoint has it; with `isChanged`, the next checkpoint has to write it. */
  load(stored: StoredNode, isChanged: boolean): void {
    const { document, error } = this.pipelines.get(stored.config);
    // Counts of another stream say nothing about this configuration.
    const slot = loadSlot(stored, document, this.timeMs, !isChanged);
    this.slots.set(slot);
    this.calendar.watch(slot);
    if (slot.more) for (const run of slot.more.runs) this.calendar.watch(run);
    if (isChanged) this.dirty.configured(slot);
    if (error !== null) this.onHealth(slot.node, slot.configVersion, error);
  }

  /** Processes a frame, once: a sequence that is not newer than the last one is a repetition and does nothing. */
  process(sequence: number, bytes: Uint8Array): void {
    if (sequence <= this.sequence) return;
    this.origin.sequence = sequence;
    this.counters.frames += 1;
    try {
      this.take(new Frame(bytes));
    } catch (error) {
      // No frame, or reading past the end of a cut one: what is before the cut counts, in every replay alike.
      if (!isFrameFault(error)) throw error;
      this.counters.unstored.bad_frame += 1;
    }
    this.sequence = sequence;
  }

  /**
   * The cut for a checkpoint; it stays what it is while processing goes on. One that was written has to be released, since
   * it takes the memory of all its nodes; one that was not has to be handed back to `restore`.
   */
  snapshot(): EngineSnapshot {
    return { position: this.position, changes: this.dirty.take() };
  }

  restore({ changes }: EngineSnapshot): void {
    this.dirty.putBack(changes, (node) => this.slots.get(node));
  }

  private take(frame: Frame): void {
    if (frame.kind === 'data') frame.forEachEntry(this.visit);
    else if (frame.kind === 'tick') this.tick(frame.timeMs);
    else this.control(frame.control!);
  }

  private readonly visit: EntryVisitor = (frame, nodeAt, timeMs, payload, index) => {
    this.counters.messages += 1;
    if (timeMs > this.timeMs) this.timeMs = timeMs;
    const slot = this.slots.find(frame, nodeAt);
    if (!slot) {
      this.counters.unstored.no_pipeline += 1;
      return;
    }
    if (slot.cutIndex >= 0) this.dirty.keep(slot);
    if (!slot.isActive) this.dropInAll(slot, 'inactive');
    else if (!slot.pipeline) this.dropInAll(slot, 'broken_pipeline');
    else {
      this.origin.index = index;
      if (slot.more !== null) slot.more.document.begin(payload);
      this.store(slot, slot, slot.pipeline.process(slot.state, payload, this.timeMs));
      if (slot.more !== null) this.processMore(slot, slot.more, payload);
    }
  };

  private processMore(slot: NodeSlot, { runs }: MorePipelines, payload: Buffer): void {
    for (const run of runs) this.store(slot, run, run.pipeline!.process(run.state, payload, this.timeMs));
  }

  private store(slot: NodeSlot, run: NodeSlot | AdditionalRun, outcome: Outcome): void {
    switch (outcome.kind) {
      case 'dropped':
        return this.drop(slot, run, outcome.reason);
      case 'last-value':
        this.rows.lastValue(slot.node, outcome.value, outcome.timeMs, this.origin);
        break;
      case 'record':
        this.rows.record(slot.node, run.series, outcome, this.origin);
        break;
      case 'timed-record':
        this.rows.timedRecord(slot.node, run.series, outcome, this.origin);
        break;
      case 'folded':
        if (outcome.closed !== null) this.storeAggregates(slot, run, outcome.closed);
        this.calendar.watch(run);
    }
    run.counts.accepted += 1;
    if (!slot.isDirty) this.dirty.changed(slot);
  }

  private storeAggregates(slot: NodeSlot, { series }: PipelineRun, rows: readonly AggregateRow[]): void {
    for (const row of rows) this.rows.aggregate(slot.node, series, row);
  }

  private drop(slot: NodeSlot, { counts }: PipelineRun, reason: NodeReason): void {
    this.counters.unstored[reason] += 1;
    counts.drop(reason);
    if (!slot.isDirty) this.dirty.changed(slot);
  }

  /** What the node as a whole does not take is one message to the partition, and one to each pipeline. */
  private dropInAll(slot: NodeSlot, reason: NodeReason): void {
    this.drop(slot, slot, reason);
    if (slot.more !== null) for (const { counts } of slot.more.runs) counts.drop(reason);
  }

  private tick(timeMs: number): void {
    if (timeMs > this.timeMs) this.timeMs = timeMs;
    this.calendar.forEachDue(this.timeMs, (run) => {
      const slot = slotOf(run);
      if (!this.isRunning(slot, run)) return;
      if (slot.cutIndex >= 0) this.dirty.keep(slot);
      const rows = run.pipeline?.closeWindow(run.state, this.timeMs);
      if (!rows) return;
      this.storeAggregates(slot, run, rows);
      if (!slot.isDirty) this.dirty.changed(slot);
    });
  }

  /** False of what was removed, or replaced, after the calendar had taken it. */
  private isRunning(slot: NodeSlot, run: NodeSlot | AdditionalRun): boolean {
    if (this.slots.get(slot.node) !== slot) return false;
    return run === slot || (slot.more?.runs.includes(run as AdditionalRun) ?? false);
  }

  private control(control: PipelineControl): void {
    const known = this.slots.get(control.node);
    if (known && control.configVersion <= known.configVersion) return;
    if (control.config === '') {
      this.slots.delete(control.node);
      this.dirty.removed(control.node, known);
      return;
    }
    this.install(control, known ?? this.open(control));
  }

  private open({ node, series }: PipelineControl): NodeSlot {
    const slot = newSlot(node, series, this.timeMs);
    this.slots.set(slot);
    return slot;
  }

  private install(control: PipelineControl, slot: NodeSlot): void {
    const { document, error } = this.pipelines.get(control.config);
    const wasBroken = slot.configVersion > 0 && slot.pipeline === null;
    if (slot.cutIndex >= 0) this.dirty.keep(slot);
    installDocument(slot, control, document, this.timeMs);
    this.dirty.configured(slot);
    if (error !== null || wasBroken) this.onHealth(slot.node, slot.configVersion, error);
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { Frame, tickFrame } from '@unitfleet/contracts';
import { NATS_CONNECTION } from '@unitfleet/messaging';
import { FrameStore } from './frame-store';

const FRESH_MS = 5_000;
/** Nothing is stored later than this after the last mark: a try begins with a fresh one. */
const REACH_MS = 60_000;

/** The span of stream time in which everything lies that a bridge has stored and may receive again. */
export interface MarkedSpan {
  readonly from: Date;
  readonly to: Date;
}

/** Of TELEMETRY, where a bridge leaves its marks. */
export const markSubject = (bridge: string): string => `telemetry.${bridge}`;

/**
 * A frame on a subject of the bridge's own in TELEMETRY, which tells a later life of the bridge where to look for what
 * it has stored: others go on writing while it is away, so the end of the stream says nothing.
 */
@Injectable()
export class BridgeMark {
  private markedAt = Number.NEGATIVE_INFINITY;
  private marking: Promise<void> | null = null;

  constructor(
    @Inject(NATS_CONNECTION) private readonly connection: NatsConnection,
    private readonly store: FrameStore,
  ) {}

  /** Resolves when the last mark is fresh. Everything that came longer ago than `owedMs` has been acknowledged. */
  async keepFresh(bridge: string, owedMs: number): Promise<void> {
    if (performance.now() - this.markedAt < FRESH_MS) return;
    this.marking ??= this.renew(bridge, owedMs).finally(() => {
      this.marking = null;
    });
    await this.marking;
  }

  /** Null when this bridge has never stored anything that is still kept. */
  async span(bridge: string): Promise<MarkedSpan | null> {
    const { streams } = await jetstreamManager(this.connection);
    const mark = await streams.getMessage('TELEMETRY', { last_by_subj: markSubject(bridge) });
    if (!mark) return null;
    const markedMs = mark.time.getTime();
    return { from: new Date(markedMs - new Frame(mark.data).timeMs), to: new Date(markedMs + REACH_MS) };
  }

  /** A mark holds no time but how long ago: the clock of this machine may be stepped, or not be that of NATS. */
  private async renew(bridge: string, owedMs: number): Promise<void> {
    const startedAt = performance.now();
    await this.store.tryToPut(markSubject(bridge), tickFrame(bridge, Math.ceil(owedMs)));
    this.markedAt = startedAt;
  }
}

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { jetstream, jetstreamManager, type JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PARTITIONS } from '@unitfleet/contracts';
import { NATS_CONNECTION, streamIdentity } from '@unitfleet/messaging';
import { JobRegistry, LOGGER, type Logger } from '@unitfleet/observability';
import { PartitionStore, type TakenPartition } from '../data/partitions/partition.store';
import { TelemetrySink } from '../data/telemetry/telemetry-sink';
import { fairShare } from '../domain/partitions/fair-share';
import { SETTINGS, type DatapipeSettings } from '../settings';
import { Checkpointer } from './checkpointer';
import { EventLoopTurn } from './event-loop-turn';
import { PartitionOpener } from './partition-opener';
import { PartitionWorker, TELEMETRY_STREAM } from './partition-worker';
import { RepeatingJob } from './repeating-job';

/** An owner stops so much of the lease before its end; it reports so often in one lease. */
const MARGIN = 0.2;
const BEATS_PER_LEASE = 5;
const SHUTDOWN_DEADLINE_MS = 15_000;

/**
 * This instance's share of the partitions: takes what is free, gives up what is too much, keeps its leases alive and
 * writes checkpoints. Instances find each other through PostgreSQL alone.
 */
@Injectable()
export class PartitionFleet implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly instance = `${hostname()}-${randomUUID().slice(0, 8)}`;
  readonly workers = new Map<number, PartitionWorker>();
  /** Called with each worker that works no more, wherever its partition went. */
  onEnded: (worker: PartitionWorker) => void = () => undefined;
  private readonly jetstream: JetStreamClient;
  private readonly turn = new EventLoopTurn();
  private jobs: RepeatingJob[] = [];

  constructor(
    @Inject(NATS_CONNECTION) private readonly connection: NatsConnection,
    private readonly store: PartitionStore,
    private readonly opener: PartitionOpener,
    private readonly checkpointer: Checkpointer,
    private readonly sink: TelemetrySink,
    private readonly registry: JobRegistry,
    @Inject(SETTINGS) private readonly settings: DatapipeSettings,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.jetstream = jetstream(connection);
  }

  onApplicationBootstrap(): void {
    const { DATAPIPE_LEASE_MS: leaseMs, DATAPIPE_CHECKPOINT_MS: checkpointMs } = this.settings;
    this.jobs = [
      new RepeatingJob(this.registry.every('leases', leaseMs / BEATS_PER_LEASE), () => this.beat(), this.log),
      new RepeatingJob(
        this.registry.every('checkpoints', checkpointMs),
        () => this.checkpoint([...this.workers.values()]),
        this.log,
      ),
    ];
    for (const job of this.jobs) job.start();
  }

  /** Hands everything over: the next owner goes on exactly where this one stopped. */
  async beforeApplicationShutdown(): Promise<void> {
    const finish = async () => {
      await Promise.all(this.jobs.map((job) => job.stop()));
      await Promise.all([...this.workers.values()].map((worker) => this.handOver(worker)));
      await this.store.reportGone(this.instance);
      this.log.info('all partitions are handed over');
    };
    const deadline = sleep(SHUTDOWN_DEADLINE_MS, 'late', { ref: false });
    const end = await Promise.race([finish().catch((error) => error), deadline]);
    if (end) this.log.warn({ reason: String(end) }, 'partitions were left to expire');
    this.sink.close();
  }

  private async beat(): Promise<void> {
    this.dropExpired();
    const { DATAPIPE_LEASE_MS: leaseMs } = this.settings;
    const alive = await this.store.reportAlive(this.instance, leaseMs);
    await this.renew();
    const streamCreated = await this.streamCreated();
    for (const worker of this.workers.values())
      if (worker.opened && worker.opened.streamCreated !== streamCreated) void this.handOver(worker);

    const running = [...this.workers.values()].filter((worker) => !worker.isLeaving);
    const share = fairShare(PARTITIONS, alive, this.instance);
    for (const worker of running.slice(share)) void this.handOver(worker);
    if (running.length < share) await this.take(share - running.length, streamCreated);
  }

  private async renew(): Promise<void> {
    const workers = [...this.workers.values()];
    const heldUntil = this.leaseEnd();
    const leases = workers.map(({ lease }) => lease);
    const kept = await this.store.renew(this.instance, leases, this.settings.DATAPIPE_LEASE_MS);
    for (const worker of workers) {
      if (!kept.has(worker.lease.partition)) this.abandon(worker, 'another instance has taken it');
      // It has stopped for good by now, or will with the next frame: prolonged, it would keep everybody else away.
      else if (!worker.isHeld) this.abandon(worker, 'its lease was prolonged too late');
      else worker.heldUntil = heldUntil;
    }
  }

  private async take(count: number, streamCreated: string): Promise<void> {
    const heldUntil = this.leaseEnd();
    const taken = await this.store.take(this.instance, count, this.settings.DATAPIPE_LEASE_MS);
    for (const partition of taken) this.work(partition, heldUntil, streamCreated);
    if (taken.length > 0)
      this.log.info({ partitions: taken.map(({ partition }) => partition) }, 'partitions taken');
  }

  private work(taken: TakenPartition, heldUntil: number, streamCreated: string): void {
    const { partition, epoch, sequence } = taken;
    const worker = new PartitionWorker({ partition, epoch }, heldUntil, {
      jetstream: this.jetstream,
      sink: this.sink,
      turn: this.turn,
      log: this.log,
      open: () => this.opener.open(taken, streamCreated),
    });
    this.workers.set(partition, worker);
    this.log.debug({ partition, epoch, sequence }, 'partition taken');
    worker.start().catch(async (error) => {
      this.log.error({ err: error, partition }, 'a partition failed');
      this.abandon(worker, 'it failed');
    });
    void worker.ended.then(() => this.onEnded(worker));
  }

  /** Lets a partition go with everything it has done. */
  private async handOver(worker: PartitionWorker): Promise<void> {
    if (worker.isLeaving) return;
    await worker.stop();
    const { partition } = worker.lease;
    try {
      await this.checkpoint([worker]);
      await this.store.release(this.instance, worker.lease);
      this.log.debug({ partition }, 'partition given up');
    } catch (error) {
      this.log.warn({ err: error, partition }, 'a partition is left to expire');
    } finally {
      this.forget(worker);
    }
  }

  /** Lets a partition go that is not this instance's any more; its next owner starts from the last checkpoint. */
  private abandon(worker: PartitionWorker, reason: string): void {
    this.log.warn({ ...worker.lease, reason }, 'partition abandoned');
    this.forget(worker);
    void worker.stop();
  }

  private forget(worker: PartitionWorker): void {
    const { partition } = worker.lease;
    if (this.workers.get(partition) === worker) this.workers.delete(partition);
  }

  private dropExpired(): void {
    for (const worker of this.workers.values())
      if (!worker.isHeld) this.abandon(worker, 'the lease could not be prolonged');
  }

  private async checkpoint(workers: readonly PartitionWorker[]): Promise<void> {
    for (const worker of await this.checkpointer.write(this.instance, workers))
      this.abandon(worker, 'its checkpoint was refused');
  }

  private leaseEnd(): number {
    return performance.now() + this.settings.DATAPIPE_LEASE_MS * (1 - MARGIN);
  }

  private async streamCreated(): Promise<string> {
    // A server that hangs must not hold up the next beat for as long as leases last.
    const timeout = this.settings.DATAPIPE_LEASE_MS / BEATS_PER_LEASE;
    const manager = await jetstreamManager(this.connection, { checkAPI: false, timeout });
    return streamIdentity(await manager.streams.info(TELEMETRY_STREAM));
  }
}

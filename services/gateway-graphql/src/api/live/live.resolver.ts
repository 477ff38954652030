import { Args, Context, Resolver, Subscription } from '@nestjs/graphql';
import { listFleetUnits, LOG_LEVELS, type LogLevel } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import { LogLevelEnum } from '../enums';
import { LiveFeeds } from './live-feeds';
import { LiveWatches } from './live-watches';
import {
  FleetChangesType,
  PipeDataImportType,
  PipeDataStoredType,
  RepositoryRegistrySyncsType,
  UnitLogsType,
  UnitNodeStatesType,
  UnitStatesType,
  UnitUpdatesType,
} from './live.types';
import { RowInterest } from './row-interest';
import type { LiveContext } from './socket/live-connection';
import { NodeStatesTopic } from './topics/node-states.topic';
import { PipeImportsTopic } from './topics/pipe-imports.topic';
import { PipeRowsTopic } from './topics/pipe-rows.topic';
import { RegistrySyncsTopic } from './topics/registry-syncs.topic';
import type { Topic } from './topics/topic';
import { UnitLogsTopic } from './topics/unit-logs.topic';
import { UnitStatesTopic } from './topics/unit-states.topic';
import { UnitUpdatesTopic } from './topics/unit-updates.topic';
import type { LivePayload } from './watch/watch-flow-options';

const Uuids = (): ParameterDecorator => Args('uuids', { type: () => [UUID] });
const After = (): ParameterDecorator => Args('after', { type: () => String, nullable: true });

/** Names the items of a payload as its type does. */
const as = (field: string) => ({
  resolve: ({ items, ...payload }: LivePayload<unknown>) => ({ ...payload, [field]: items }),
});

/**
 * Subscriptions, an addition to the protocol's schema: all there is to see, then changes. Who sees what is decided as
 * for the list reads, which leave out what is not visible.
 */
@Resolver()
export class LiveResolver {
  constructor(
    private readonly rpc: RpcClient,
    private readonly watches: LiveWatches,
    private readonly feeds: LiveFeeds,
    private readonly rowInterest: RowInterest,
  ) {}

  @Subscription(() => UnitNodeStatesType, as('unitNodes'))
  unitNodeStates(@Context() context: LiveContext, @Uuids() uuids: string[], @After() after?: string | null) {
    return this.watch(context, new NodeStatesTopic(this.rpc), uuids, after);
  }

  @Subscription(() => UnitStatesType, as('units'))
  unitStates(@Context() context: LiveContext, @Uuids() uuids: string[], @After() after?: string | null) {
    return this.watch(context, new UnitStatesTopic(this.rpc), uuids, after);
  }

  /** Every Unit that the subscriber sees, without naming them. */
  @Subscription(() => FleetChangesType, as('units'))
  fleetChanges(@Context() { connection }: LiveContext, @After() after?: string | null) {
    const look = async (uuids: ReadonlySet<string> | null) =>
      (await this.rpc.call(listFleetUnits, { uuids: uuids && [...uuids] }, connection.actor)).units;
    return this.watches.watchFleet(look, after ?? null, () => connection.actor);
  }

  @Subscription(() => UnitUpdatesType, as('units'))
  unitUpdates(@Context() context: LiveContext, @Uuids() uuids: string[], @After() after?: string | null) {
    return this.watch(context, new UnitUpdatesTopic(this.rpc), uuids, after);
  }

  /** The newest entries come first, in the order of their time; `getUnitLogs` has the others. */
  @Subscription(() => UnitLogsType, as('unitLogs'))
  unitLogs(
    @Context() context: LiveContext,
    @UuidArgument() uuid: string,
    @Args('level', { type: () => [LogLevelEnum], nullable: true, defaultValue: [...LOG_LEVELS] })
    level: LogLevel[] | null,
    @After() after?: string | null,
  ) {
    return this.watch(context, new UnitLogsTopic(this.rpc, level ?? []), [uuid], after);
  }

  @Subscription(() => RepositoryRegistrySyncsType, as('repositoriesRegistry'))
  repositoryRegistrySyncs(
    @Context() context: LiveContext,
    @Uuids() uuids: string[],
    @After() after?: string | null,
  ) {
    return this.watch(context, new RegistrySyncsTopic(this.rpc), uuids, after);
  }

  /** Nodes whose pipelines stored rows, at most once a second each; `getPipeData` and `getPipeDataPoints` have them. */
  @Subscription(() => PipeDataStoredType, as('nodeUuids'))
  pipeDataStored(@Context() context: LiveContext, @Uuids() uuids: string[], @After() after?: string | null) {
    return this.watch(context, new PipeRowsTopic(this.rpc, this.rowInterest), uuids, after);
  }

  /** What was last heard of imports of the node, then each step; for those who may see how the node is configured. */
  @Subscription(() => PipeDataImportType, as('imports'))
  pipeDataImport(
    @Context() context: LiveContext,
    @UuidArgument() uuid: string,
    @After() after?: string | null,
  ) {
    return this.watch(context, new PipeImportsTopic(this.rpc, this.feeds.imports), [uuid], after);
  }

  private watch<Item>(
    { connection }: LiveContext,
    topic: Topic<Item>,
    uuids: readonly string[],
    after: string | null = null,
  ) {
    return this.watches.watch(topic, uuids, after, () => connection.actor);
  }
}

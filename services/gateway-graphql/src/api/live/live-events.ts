import { Inject, Injectable } from '@nestjs/common';
import {
  eventSubject,
  pipelineConfigured,
  pipelineFailed,
  pipelineRecovered,
  repositoryRegistryDeleted,
  unitAccessChanged,
  unitCreated,
  unitDeleted,
  unitNodeCreated,
  unitNodeDeleted,
  unitPermissionCreated,
  unitPermissionDeleted,
  unitUpdated,
  userBlocked,
  userSessionsEnded,
  type EventDefinition,
} from '@unitfleet/contracts';
import { unwrap, type TailMessage } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { z } from 'zod';
import { LiveWatches } from './live-watches';
import { LiveSessions } from './socket/live-sessions';

type Reaction = (data: Uint8Array) => Promise<void> | void;

/** Events after which somebody may see more or less than before, or something that no stream of changes tells. */
@Injectable()
export class LiveEvents {
  private readonly reactions = new Map<string, Reaction>();

  constructor(
    private readonly sessions: LiveSessions,
    private readonly watches: LiveWatches,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    const { access } = watches;
    this.on(userBlocked, ({ uuid }) => sessions.userBlocked(uuid));
    this.on(userSessionsEnded, ({ uuid, sids }) => sessions.sessionsEnded(uuid, sids));
    this.on(unitDeleted, async ({ uuid, nodeUuids }) => {
      access.concern([uuid, ...nodeUuids]);
      await sessions.unitGone(uuid);
    });
    for (const event of [unitCreated, unitUpdated, unitAccessChanged, repositoryRegistryDeleted])
      this.on(event as typeof unitUpdated, ({ uuid }) => access.concern([uuid]));
    for (const event of [unitPermissionCreated, unitPermissionDeleted])
      this.on(event, ({ agentUuid }) => access.concern([agentUuid]));
    for (const event of [unitNodeCreated, unitNodeDeleted])
      this.on(event as typeof unitNodeDeleted, ({ uuid, unitUuid }) => access.concern([uuid, unitUuid]));
    // How the pipe is now is asked of its owner, by those who watch the node and may see it.
    for (const event of [pipelineConfigured, pipelineFailed, pipelineRecovered])
      this.on(event as typeof pipelineRecovered, ({ nodeUuid }) => access.concern([nodeUuid]));
  }

  take({ subject, data }: TailMessage): void {
    const reaction = this.reactions.get(subject);
    if (!reaction) return;
    void Promise.resolve()
      .then(() => reaction(data))
      .catch((error) => this.log.error({ err: error, subject }, 'an event could not be followed'));
  }

  /** Events were missed: anything may have changed. */
  missed(): void {
    this.watches.access.everybody();
    void this.sessions.verify();
  }

  private on<Schema extends z.ZodType>(
    event: EventDefinition<Schema>,
    react: (data: z.infer<Schema>) => Promise<void> | void,
  ): void {
    this.reactions.set(eventSubject(event), (bytes) => react(unwrap(bytes, event.schema).data));
  }
}

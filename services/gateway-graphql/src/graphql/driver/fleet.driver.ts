import { Inject, Injectable } from '@nestjs/common';
import { AbstractGraphQLDriver, type GqlModuleOptions } from '@nestjs/graphql';
import type { Actor } from '@unitfleet/contracts';
import { SessionCookie } from '@unitfleet/gateway';
import { LOGGER, type Logger } from '@unitfleet/observability';
import type { FastifyInstance } from 'fastify';
import { SETTINGS, type Settings } from '../../settings';
import { Callers } from '../request/callers';
import { Executor } from './executor';
import { serveIde } from './ide';
import { OperationMetrics } from './operation-metrics';
import { serveOperations } from './operations-endpoint';

export type FleetDriverConfig = GqlModuleOptions<FleetDriver>;

/** GraphQL over HTTP on graphql-js alone, with the protocol's own rules of transport (`docs/adr/0007-graphql-driver.md`). */
@Injectable()
export class FleetDriver extends AbstractGraphQLDriver<FleetDriverConfig> {
  constructor(
    private readonly executor: Executor,
    private readonly callers: Callers,
    private readonly sessionCookie: SessionCookie,
    private readonly metrics: OperationMetrics,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super();
  }

  async start({ schema, path }: FleetDriverConfig): Promise<void> {
    const server = this.httpAdapterHost.httpAdapter.getInstance<FastifyInstance>();
    this.executor.open(schema!);
    const { executor, callers, sessionCookie, metrics, log } = this;
    const { UPLOAD_LIMIT, JSON_BODY_LIMIT } = this.settings;
    // What others than Users may upload is one document.
    const filesLimit = (actor: Actor | null) =>
      actor?.kind === 'User' ? UPLOAD_LIMIT : Math.min(UPLOAD_LIMIT, JSON_BODY_LIMIT);
    const page = serveIde(server, path!);
    serveOperations(server, {
      path: path!,
      executor,
      callers,
      sessionCookie,
      metrics,
      log,
      filesLimit,
      page,
    });
  }

  async stop(): Promise<void> {}
}

import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { DomainError } from '@unitfleet/contracts';
import { RateExceeded, TOKEN_HEADER, type PresentedToken } from '@unitfleet/gateway';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import { ErrorPresenter } from '../../../graphql/errors/error-presenter';
import { Callers } from '../../../graphql/request/callers';
import { SETTINGS, type Settings } from '../../../settings';
import { CLOSE, type LiveConnection } from './live-connection';
import { LiveSessions } from './live-sessions';
import { SubscribeRules } from './subscribe-rules';

type ConnectionParams = Readonly<Record<string, unknown>> | undefined;

/** What the client says at first counts before what its upgrade said; a page names the cookie, whose value it cannot know. */
const presented = (connection: LiveConnection, params: ConnectionParams): PresentedToken => {
  const given = params?.[TOKEN_HEADER];
  const token = typeof given === 'string' ? given : connection.headerToken;
  if (token !== undefined || params?.['session'] !== 'cookie') return { token, isCookie: false };
  return { token: connection.cookieToken, isCookie: true };
};

/** The graphql-ws protocol (`graphql-transport-ws`), whatever sockets it runs on. */
@Injectable()
export class LiveProtocol {
  constructor(
    private readonly modules: ModuleRef,
    private readonly callers: Callers,
    private readonly sessions: LiveSessions,
    private readonly rules: SubscribeRules,
    private readonly errors: ErrorPresenter,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** To be called when the schema is there. */
  open(): Server<LiveConnection> {
    const { schema } = this.modules.get(GraphQLSchemaHost, { strict: false });
    return makeServer<Record<string, unknown>, LiveConnection>({
      onConnect: ({ extra, connectionParams }) => this.connect(extra, presented(extra, connectionParams)),
      onSubscribe: ({ extra, subscriptions }, _id, payload: SubscribePayload) =>
        this.hasTooMany(subscriptions) ?? this.rules.apply(schema, extra, payload),
      onNext: (_context, _id, _payload, _args, { errors, ...rest }: ExecutionResult) =>
        errors ? { ...rest, errors: errors.map((error) => this.errors.present(error)) } : undefined,
      onError: (_context, _id, _payload, errors) => errors.map((error) => this.errors.present(error)),
    });
  }

  private async connect(connection: LiveConnection, token: PresentedToken): Promise<boolean> {
    const refuse = (reason: string): boolean => {
      connection.close(CLOSE.tryAgainLater, reason);
      return false;
    };
    try {
      connection.caller = await this.callers.identify({
        ...token,
        peer: connection.address,
        forwardedFor: undefined,
      });
    } catch (error) {
      if (error instanceof RateExceeded) return refuse(error.message);
      throw error;
    }
    const { actor, refusal } = connection.caller;
    if (actor === null)
      return refusal instanceof DomainError && refusal.errorCode === 'Unavailable'
        ? refuse(refusal.message)
        : false;
    if (connection.socket.readyState !== connection.socket.OPEN) return false;
    return this.sessions.add(connection) || refuse('Too many connections');
  }

  private hasTooMany(subscriptions: object): readonly GraphQLError[] | undefined {
    const { LIVE_SUBSCRIPTIONS_PER_CONNECTION: most } = this.settings;
    if (Object.keys(subscriptions).length <= most) return undefined;
    return [
      new GraphQLError(new DomainError('Validation', `a connection has ${most} subscriptions`).message),
    ];
  }
}

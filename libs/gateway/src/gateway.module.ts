import { Module, type DynamicModule } from '@nestjs/common';
import type { GatewaySettings } from '@unitfleet/config';
import { RpcClient } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { tokenKey } from '@unitfleet/security';
import { ActorResolver } from './actors/actor-resolver';
import { StandingEventsController } from './actors/standing-events.controller';
import { ClientAddresses } from './edge/client-addresses';
import { InstanceCounters } from './instance/instance-counters';
import { LimitsRedis } from './limits/limits-redis';
import { openRequestLimits } from './limits/open-request-limits';
import { RequestLimits } from './limits/request-limits';
import { PermissionDesk } from './permissions/permission-desk';
import { SessionCookie } from './sessions/session-cookie';
import { Sessions } from './sessions/sessions';

/** What all gateways share; see `exports`. */
@Module({ controllers: [StandingEventsController] })
export class GatewayModule {
  static with(settings: GatewaySettings): DynamicModule {
    const key = tokenKey(settings.PU_SECRET_KEY);
    const withRpc = <T>(provide: new (rpc: RpcClient) => T) => ({
      provide,
      useFactory: (rpc: RpcClient) => new provide(rpc),
      inject: [RpcClient],
    });
    return {
      module: GatewayModule,
      providers: [
        {
          provide: ActorResolver,
          useFactory: (rpc: RpcClient) =>
            new ActorResolver(rpc, {
              key,
              domain: settings.PU_DOMAIN,
              lifetimeMs: settings.TOKEN_MEMORY_MS,
            }),
          inject: [RpcClient],
        },
        {
          provide: Sessions,
          useFactory: (rpc: RpcClient, actors: ActorResolver) => new Sessions(rpc, actors, key),
          inject: [RpcClient, ActorResolver],
        },
        {
          provide: SessionCookie,
          useValue: new SessionCookie({
            key,
            prefix: settings.PU_APP_PREFIX,
            isSecure: settings.PU_SECURE,
          }),
        },
        {
          provide: LimitsRedis,
          useFactory: (log: Logger) => new LimitsRedis(settings.PU_REDIS_URL, log),
          inject: [LOGGER],
        },
        {
          provide: RequestLimits,
          useFactory: (redis: LimitsRedis) => openRequestLimits(settings, redis.client),
          inject: [LimitsRedis],
        },
        withRpc(InstanceCounters),
        withRpc(PermissionDesk),
        { provide: ClientAddresses, useValue: new ClientAddresses(settings.TRUSTED_PROXIES) },
      ],
      exports: [
        ActorResolver,
        ClientAddresses,
        InstanceCounters,
        PermissionDesk,
        RequestLimits,
        SessionCookie,
        Sessions,
      ],
    };
  }
}

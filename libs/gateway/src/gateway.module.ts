import { Module, type DynamicModule } from '@nestjs/common';
import { RpcClient } from '@unitfleet/messaging';
import { tokenKey } from '@unitfleet/security';
import { ActorResolver } from './actors/actor-resolver';
import { StandingEventsController } from './actors/standing-events.controller';
import { ClientAddresses } from './edge/client-addresses';
import { InstanceCounters } from './instance/instance-counters';

export interface GatewayOptions {
  /** `PU_SECRET_KEY`. */
  readonly secretKey: string;
  /** `PU_DOMAIN`. */
  readonly domain: string;
  /** Addresses or networks of the edge. */
  readonly trustedProxies: readonly string[];
  /** How long an agent's standing is remembered; see `ActorResolverOptions`. */
  readonly tokenMemoryMs?: number;
}

/** What all gateways share: `ActorResolver`, `ClientAddresses`, `InstanceCounters`. */
@Module({ controllers: [StandingEventsController] })
export class GatewayModule {
  static with({ secretKey, domain, trustedProxies, tokenMemoryMs }: GatewayOptions): DynamicModule {
    return {
      module: GatewayModule,
      providers: [
        {
          provide: ActorResolver,
          useFactory: (rpc: RpcClient) =>
            new ActorResolver(rpc, { key: tokenKey(secretKey), domain, lifetimeMs: tokenMemoryMs }),
          inject: [RpcClient],
        },
        {
          provide: InstanceCounters,
          useFactory: (rpc: RpcClient) => new InstanceCounters(rpc),
          inject: [RpcClient],
        },
        { provide: ClientAddresses, useValue: new ClientAddresses(trustedProxies) },
      ],
      exports: [ActorResolver, InstanceCounters, ClientAddresses],
    };
  }
}

import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { GatewayModule } from '@unitfleet/gateway';
import { ApiModule } from './api/api.module';
import { Executor } from './graphql/driver/executor';
import { FleetDriver, type FleetDriverConfig } from './graphql/driver/fleet.driver';
import { OperationMetrics } from './graphql/driver/operation-metrics';
import { ErrorPresenter } from './graphql/errors/error-presenter';
import { GraphqlErrorsFilter } from './graphql/errors/graphql-errors.filter';
import { Documents } from './graphql/limits/documents';
import { Callers } from './graphql/request/callers';
import { DateTime } from './graphql/scalars/date-time.scalar';
import { SETTINGS, type Settings } from './settings';

/** The GraphQL face at `PU_APP_PREFIX/graphql` (`docs/protocol/rest-graphql.md 3`). */
@Module({})
export class GatewayGraphqlModule {
  static with(settings: Settings): DynamicModule {
    const shared: DynamicModule = {
      module: SharedModule,
      global: true,
      imports: [GatewayModule.with(settings)],
      providers: [
        { provide: SETTINGS, useValue: settings },
        Callers,
        Documents,
        ErrorPresenter,
        Executor,
        OperationMetrics,
      ],
      exports: [SETTINGS, GatewayModule, Callers, Documents, ErrorPresenter, Executor, OperationMetrics],
    };
    return {
      module: GatewayGraphqlModule,
      imports: [
        shared,
        GraphQLModule.forRoot<FleetDriverConfig>({
          driver: FleetDriver,
          path: `${settings.PU_APP_PREFIX}/graphql`,
          autoSchemaFile: true,
          sortSchema: true,
          buildSchemaOptions: {
            numberScalarMode: 'integer',
            scalarsMap: [{ type: Date, scalar: DateTime }],
          },
        }),
        ApiModule,
      ],
      providers: [{ provide: APP_FILTER, useClass: GraphqlErrorsFilter }],
    };
  }
}

/** Settings, what gateways share and what both transports need, for all modules of the service. */
@Module({})
class SharedModule {}

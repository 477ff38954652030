import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, RouterModule } from '@nestjs/core';
import { GatewayModule } from '@unitfleet/gateway';
import { ApiModule } from './api/api.module';
import { InstanceModule } from './api/instance/instance.module';
import { ErrorsFilter } from './http/answer/errors.filter';
import { RequestValidationPipe } from './http/request/request-validation.pipe';
import { SETTINGS, type Settings } from './settings';

/** The REST face: `PU_APP_PREFIX` answers the instance info, below it the API's version prefix. */
@Module({})
export class GatewayRestModule {
  static with(settings: Settings): DynamicModule {
    const shared: DynamicModule = {
      module: SharedModule,
      global: true,
      imports: [GatewayModule.with(settings)],
      providers: [{ provide: SETTINGS, useValue: settings }],
      exports: [SETTINGS, GatewayModule],
    };
    return {
      module: GatewayRestModule,
      imports: [
        shared,
        ApiModule,
        InstanceModule,
        RouterModule.register([
          { path: settings.PU_APP_PREFIX, module: InstanceModule },
          { path: `${settings.PU_APP_PREFIX}${settings.PU_API_V1_PREFIX}`, module: ApiModule },
        ]),
      ],
      providers: [
        { provide: APP_FILTER, useClass: ErrorsFilter },
        { provide: APP_PIPE, useClass: RequestValidationPipe },
      ],
    };
  }
}

/** Settings and what gateways share, for all modules of the service. */
@Module({})
class SharedModule {}

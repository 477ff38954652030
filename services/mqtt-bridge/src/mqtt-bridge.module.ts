import { Module, type DynamicModule } from '@nestjs/common';
import { DevicesController } from './api/devices.controller';
import { BrokerApi } from './data/broker-api';
import { BrokerClient } from './data/broker-client';
import { DeviceStore } from './data/device-store';
import { FrameStore } from './data/frame-store';
import { DisconnectionsJob } from './jobs/disconnections.job';
import { IngestJob } from './jobs/ingest.job';
import { SETTINGS, type Settings } from './settings';

@Module({
  controllers: [DevicesController],
  // The control connection comes before the job that listens on it: hooks run in this order.
  providers: [BrokerClient, BrokerApi, DeviceStore, FrameStore, IngestJob, DisconnectionsJob],
})
export class MqttBridgeModule {
  static with(settings: Settings): DynamicModule {
    return { module: MqttBridgeModule, providers: [{ provide: SETTINGS, useValue: settings }] };
  }
}

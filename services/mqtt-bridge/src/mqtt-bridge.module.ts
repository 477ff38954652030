import { Module, type DynamicModule } from '@nestjs/common';
import { DevicesController } from './api/devices.controller';
import { BridgeMark } from './data/bridge-mark';
import { BrokerApi } from './data/broker-api';
import { BrokerClient } from './data/broker-client';
import { DeviceStore } from './data/device-store';
import { FrameStore } from './data/frame-store';
import { Recollection } from './data/recollection';
import { DisconnectionsJob } from './jobs/disconnections.job';
import { IngestJob } from './jobs/ingest.job';
import { Intake } from './jobs/intake';
import { SETTINGS, type Settings } from './settings';

@Module({
  controllers: [DevicesController],
  providers: [
    BrokerClient,
    BrokerApi,
    DeviceStore,
    FrameStore,
    BridgeMark,
    Recollection,
    Intake,
    IngestJob,
    DisconnectionsJob,
  ],
})
export class MqttBridgeModule {
  static with(settings: Settings): DynamicModule {
    return { module: MqttBridgeModule, providers: [{ provide: SETTINGS, useValue: settings }] };
  }
}

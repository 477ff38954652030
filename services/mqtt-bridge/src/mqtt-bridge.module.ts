import { Module, type DynamicModule } from '@nestjs/common';
import { BrokerClientsController } from './api/broker-clients.controller';
import { DevicesController } from './api/devices.controller';
import { BridgeMark } from './data/bridge-mark';
import { Broker } from './data/broker/broker';
import { BrokerApi } from './data/broker/broker-api';
import { makeBroker, makeBrokerApi } from './data/broker/make-broker';
import { BrokerClient } from './data/broker-client';
import { ClientList } from './data/client-list';
import { DeviceClients } from './data/device-clients';
import { DeviceStore } from './data/device-store';
import { FrameStore } from './data/frame-store';
import { Recollection } from './data/recollection';
import { DisconnectionsJob } from './jobs/disconnections.job';
import { IngestJob } from './jobs/ingest.job';
import { Intake } from './jobs/intake';
import { ProvisioningJob } from './jobs/provisioning.job';
import { SETTINGS, type Settings } from './settings';

@Module({
  controllers: [DevicesController, BrokerClientsController],
  providers: [
    BrokerClient,
    { provide: BrokerApi, useFactory: makeBrokerApi, inject: [SETTINGS] },
    { provide: Broker, useFactory: makeBroker, inject: [SETTINGS, BrokerApi] },
    ClientList,
    DeviceClients,
    DeviceStore,
    FrameStore,
    BridgeMark,
    Recollection,
    Intake,
    IngestJob,
    DisconnectionsJob,
    ProvisioningJob,
  ],
})
export class MqttBridgeModule {
  static with(settings: Settings): DynamicModule {
    return { module: MqttBridgeModule, providers: [{ provide: SETTINGS, useValue: settings }] };
  }
}

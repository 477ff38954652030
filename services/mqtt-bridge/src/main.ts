import { runService } from '@unitfleet/service-host';
import { MqttBridgeModule } from './mqtt-bridge.module';
import { settings } from './settings';

void runService({ name: 'mqtt-bridge', settings, module: (values) => MqttBridgeModule.with(values) });

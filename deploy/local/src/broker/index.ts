export { type Broker, startBroker } from './broker';
export type { BrokerInput, HookOptions, LogLine, SharedStrategy, Zone } from './options';
export { type SpawnBrokerOptions, spawnBroker, type SpawnedBroker } from './spawn-broker';

export * from './engines';
export * from './git-host';
export { type SpawnBrokerOptions, spawnBroker, type SpawnedBroker } from './broker/spawn-broker';

export * from './engines';
export * from './git-host';
export { type SpawnBrokerOptions, spawnBroker, type SpawnedBroker } from './broker/spawn-broker';
export { Reporter } from './supervisor/reporter';
export { type Fleet, startFleet, type StartFleetOptions } from './supervisor/start-fleet';

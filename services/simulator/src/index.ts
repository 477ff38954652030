export { type DeviceIdentity, type DeviceTopics, identityOf, topicsOf } from './device/device-identity';
export { LIBRARY_NAMES, type LibraryName } from './device/device-library';
export { latencyOf, type LatencySummary } from './report/summary';
export { Tally } from './report/tally';
export type { DeviceOrder, WorldSettings } from './swarm/orders';
export { Swarm, type SwarmOptions } from './swarm/swarm';

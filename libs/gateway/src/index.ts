export * from './actors/actor-resolver';
export * from './edge/client-addresses';
export * from './gateway.module';
export * from './input/read-date-time';
export * from './input/read-uuid';
export * from './instance/instance-counters';

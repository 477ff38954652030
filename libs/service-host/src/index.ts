export * from './clock';
export * from './run-service';
export { CLOCK_SUBJECT } from './test-clock';

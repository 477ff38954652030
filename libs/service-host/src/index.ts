export * from './clock';
export { describeService } from './describe-service';
export * from './require-operator';
export * from './run-service';
export { CLOCK_SUBJECT } from './test-clock';
export { Ticker } from './ticker';

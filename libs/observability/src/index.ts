export { JobRegistry, type Job } from './job-registry';
export * from './logger';
export * from './metrics';
export * from './readiness';
export * from './tokens';
export * from './tracing';

export * from './logger';
export * from './metrics';
export * from './readiness';
export * from './tokens';
export * from './tracing';

export * from './common-settings';
export * from './load-settings';
export * from './setting-types';

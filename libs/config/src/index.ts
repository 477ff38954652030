export * from './common-settings';
export * from './gateway-settings';
export * from './load-settings';
export * from './setting-types';

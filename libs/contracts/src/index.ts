export * from './errors/domain-error';
export * from './errors/error-table';
export * from './model/actor';
export * from './model/enums';
export * from './model/paging';
export * from './model/scalars';
export * from './mqtt/topics';

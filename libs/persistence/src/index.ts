export * from './open-data-source';
export * from './persistence.module';
export { isUniqueViolation, Transactions, type Transaction } from './transactions';

export * from './open-data-source';
export * from './persistence.module';
export { isUniqueViolation, Transactions, type Transaction } from './transactions';
export { prepared, Reads, type PreparedStatement } from './reads';

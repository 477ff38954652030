export * from './policy/decide';
export * from './policy/facts';
export * from './policy/operations';
export * from './policy/rule';
export * from './visibility/strictness';
export * from './visibility/visible-scope';

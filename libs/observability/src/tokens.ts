/** Injection token of the process's structured log. */
export const LOGGER = Symbol('Logger');

/** Injection token of the process's metrics registry. */
export const METRICS = Symbol('Metrics');

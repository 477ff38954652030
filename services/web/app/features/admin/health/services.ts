import type { AdminHealthQuery } from '../admin.generated';

export type Process = AdminHealthQuery['getServices'][number];

/** `silent`: it should be there, and nobody answers. */
export type ServiceState = 'silent' | 'failing' | 'ready';

export interface ServiceHealth {
  readonly service: string;
  readonly state: ServiceState;
  /** Empty of a silent one. */
  readonly processes: readonly Process[];
}

const ORDER: readonly ServiceState[] = ['silent', 'failing', 'ready'];

const stateOf = (processes: readonly Process[]): ServiceState => {
  if (processes.length === 0) return 'silent';
  return processes.every(({ isReady }) => isReady) ? 'ready' : 'failing';
};

/** Each service with its processes, those with trouble first; within a service, too. */
export const servicesOf = (all: readonly Process[]): ServiceHealth[] => {
  const names = [...new Set(all.map(({ service }) => service))];
  return names
    .map((service) => {
      // A service of which nobody answers is told by an entry without an instance.
      const processes = all
        .filter((process) => process.service === service && process.instance !== '')
        .sort((left, right) => Number(left.isReady) - Number(right.isReady));
      return { service, state: stateOf(processes), processes };
    })
    .sort((left, right) => ORDER.indexOf(left.state) - ORDER.indexOf(right.state));
};

/** Checks and services that there are words for. */
export const KNOWN_CHECKS = [
  'nats',
  'postgres',
  'clickhouse',
  'redis',
  'git',
  'broker',
  'broker settings',
  'ingest',
  'changes',
] as const;

export const KNOWN_SERVICES = [
  'registry',
  'units',
  'datapipe',
  'builder',
  'notifier',
  'dashboards',
  'auth-hook',
  'mqtt-bridge',
  'gateway-rest',
  'gateway-graphql',
  'web',
] as const;

/** The one of these words that it is, if it is. */
export const known = <Word extends string>(words: readonly Word[], word: string): Word | undefined =>
  words.find((one) => one === word);

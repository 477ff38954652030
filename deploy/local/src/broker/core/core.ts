import type { Authenticator } from '../access/authenticator';
import type { HookClient } from '../access/hook-client';
import type { BrokerMetrics } from '../broker-metrics';
import type { BrokerOptions, Zone } from '../options';
import type { SessionEvents } from '../session-events';
import type { AdmissionGate } from './admission-gate';
import type { Router } from './router';
import type { SessionRegistry } from './session-registry';
import type { FlushRound } from './socket-writer';

/** What all connections of one broker share. */
export interface BrokerCore {
  readonly options: BrokerOptions;
  readonly metrics: BrokerMetrics;
  readonly router: Router;
  readonly registry: SessionRegistry;
  readonly gate: AdmissionGate;
  readonly events: SessionEvents;
  readonly hook: HookClient;
  readonly round: FlushRound;
}

/** One port and who comes through it. */
export interface Listener {
  readonly name: string;
  readonly zone: Zone;
  readonly authenticate: Authenticator;
  /** May use `$SYS/` topics, and takes its client ids from anyone who holds them. */
  readonly trusted: boolean;
}

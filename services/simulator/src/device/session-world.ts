import type { Tally } from '../report/tally';
import type { BrokerAddress } from './link';

/** What all devices of a process share. */
export interface SessionWorld {
  readonly broker: BrokerAddress;
  readonly tally: Tally;
  /** From 0 to 1. */
  readonly random: () => number;
}

export interface SessionListener {
  /** Every topic is subscribed to, again after each reconnect. */
  onLive(now: number): void;
  onMessage(topic: string, payload: Buffer): void;
}

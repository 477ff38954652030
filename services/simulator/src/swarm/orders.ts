import type { DeviceIdentity } from '../device/device-identity';
import type { LibraryName } from '../device/device-library';
import type { TrafficPlan } from '../device/traffic';
import type { TallySnapshot } from '../report/tally';

/** What all devices of a process have in common. */
export interface WorldSettings {
  /** An address, not a name. */
  readonly broker: { readonly host: string; readonly port: number };
  /** Addresses of this machine from which devices connect, in turn; none: the system chooses. */
  readonly sources: readonly string[];
  /** Ends in `/api/v1`. */
  readonly apiUrl: string;
  readonly plan: TrafficPlan;
  readonly seed: number;
}

/** A device, and how it comes into the world. */
export interface DeviceOrder {
  readonly identity: DeviceIdentity;
  readonly library: LibraryName;
  /** After `begin`. */
  readonly connectAfterMs: number;
}

/** What a process of devices is told. */
export type SwarmOrder =
  | { readonly order: 'settings'; readonly settings: WorldSettings }
  | { readonly order: 'take'; readonly devices: readonly DeviceOrder[] }
  /** Devices connect when their time has come. */
  | { readonly order: 'begin' }
  /** All connections are cut, without a word to the broker. */
  | { readonly order: 'cut' }
  /** All devices connect at once, whatever their times. */
  | { readonly order: 'storm' }
  /** Counts and times begin anew. */
  | { readonly order: 'clear' }
  /** No further messages; what was sent may be acknowledged. */
  | { readonly order: 'hush' }
  /** DISCONNECT, and the end of the process. */
  | { readonly order: 'leave' };

/** What it answers. */
export type SwarmReport =
  | { readonly report: 'tally'; readonly tally: TallySnapshot }
  | { readonly report: 'done'; readonly order: SwarmOrder['order'] };

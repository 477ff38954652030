/** The device libraries of the protocol (`docs/protocol/device.md 1.1`). */
export const LIBRARY_NAMES = ['python', 'go', 'micropython'] as const;

export type LibraryName = (typeof LIBRARY_NAMES)[number];

/** What of a library the other side can notice. */
export interface DeviceLibrary {
  readonly name: LibraryName;
  /** True: the Unit's uuid is the client id; false: a new random one at each connect. */
  readonly usesUnitAsClientId: boolean;
  /** Python and MicroPython send an empty password, Go sends no password flag at all. */
  readonly sendsPassword: boolean;
  /** Of subscriptions and of what it publishes. */
  readonly qos: 0 | 1;
  /** Subscribes to the next topic only after the answer to the last. */
  readonly awaitsSuback: boolean;
  /** A refused subscription is a failed connection (oddity A3). */
  readonly reconnectsOnRefusal: boolean;
  readonly connackPatienceMs: number;
  /** For SUBACK and PUBACK. */
  readonly ackPatienceMs: number;
  /** Time without anything to send after which it sends PINGREQ. */
  pingAfterMs(env: PingSettings): number;
  /** Time without anything received, although it has asked, after which it takes the connection for dead. */
  silenceMs(env: PingSettings): number;
  keepaliveS(env: PingSettings): number;
  /** Pause before the connect that follows so many failures; at least 1. */
  pauseMs(failures: number): number;
  /** Does nothing else while it handles a command, and misses what comes meanwhile (oddity A6). */
  isDeafWhileBusy: boolean;
}

export interface PingSettings {
  readonly pingIntervalS: number;
  readonly keepaliveS: number;
}

const SECOND_MS = 1_000;
const PAHO_KEEPALIVE_S = 60;
const MICROPYTHON_PAUSES_MS = [500, 1_000];
/** Its third failure in a row ends the program; the sample application restarts the board. */
const BOARD_RESTART_MS = 6_000;

const doubling = (failures: number, limitS: number): number =>
  Math.min(limitS, 2 ** Math.min(failures - 1, 16)) * SECOND_MS;

const python: DeviceLibrary = {
  name: 'python',
  usesUnitAsClientId: true,
  sendsPassword: true,
  qos: 0,
  awaitsSuback: false,
  reconnectsOnRefusal: false,
  connackPatienceMs: PAHO_KEEPALIVE_S * SECOND_MS,
  ackPatienceMs: PAHO_KEEPALIVE_S * SECOND_MS,
  pingAfterMs: () => PAHO_KEEPALIVE_S * SECOND_MS,
  silenceMs: () => 2 * PAHO_KEEPALIVE_S * SECOND_MS,
  keepaliveS: () => PAHO_KEEPALIVE_S,
  pauseMs: (failures) => doubling(failures, 120),
  isDeafWhileBusy: false,
};

const go: DeviceLibrary = {
  name: 'go',
  usesUnitAsClientId: false,
  sendsPassword: false,
  qos: 1,
  awaitsSuback: true,
  reconnectsOnRefusal: false,
  connackPatienceMs: 15 * SECOND_MS,
  ackPatienceMs: 5 * SECOND_MS,
  pingAfterMs: ({ keepaliveS }) => keepaliveS * SECOND_MS,
  silenceMs: ({ keepaliveS, pingIntervalS }) => (keepaliveS + pingIntervalS) * SECOND_MS,
  keepaliveS: ({ keepaliveS }) => keepaliveS,
  pauseMs: (failures) => doubling(failures, 600),
  isDeafWhileBusy: false,
};

const micropython: DeviceLibrary = {
  name: 'micropython',
  usesUnitAsClientId: true,
  sendsPassword: true,
  qos: 0,
  awaitsSuback: true,
  reconnectsOnRefusal: true,
  connackPatienceMs: 5 * SECOND_MS,
  ackPatienceMs: 5 * SECOND_MS,
  pingAfterMs: ({ pingIntervalS }) => pingIntervalS * SECOND_MS,
  silenceMs: ({ pingIntervalS }) => 2 * pingIntervalS * SECOND_MS,
  keepaliveS: ({ keepaliveS }) => keepaliveS,
  pauseMs: (failures) => MICROPYTHON_PAUSES_MS[(failures - 1) % 3] ?? BOARD_RESTART_MS,
  isDeafWhileBusy: true,
};

const LIBRARIES: Readonly<Record<LibraryName, DeviceLibrary>> = { python, go, micropython };

export const deviceLibrary = (name: LibraryName): DeviceLibrary => LIBRARIES[name];

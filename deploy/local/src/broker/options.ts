/** How long the members of a shared group share its topics: by topic, or in turn. */
export type SharedStrategy = 'hash_topic' | 'round_robin';

/** What one kind of client may hold and send; the counterpart of an EMQX zone. */
export interface Zone {
  readonly name: string;
  /** Longest packet that is read; a longer one ends the connection. */
  readonly maxPacketBytes: number;
  readonly maxClientIdLength: number;
  /** Messages a session keeps beyond its window; the oldest goes when one more comes. */
  readonly maxQueueMessages: number;
  readonly maxQueueBytes: number;
  /** Unacknowledged messages of QoS 1 and 2 under way to one session. */
  readonly maxInflight: number;
  /** QoS 2 messages of one client that wait for its PUBREL. */
  readonly maxAwaitingRelease: number;
  /** Keep QoS 0 messages for a session that is away. */
  readonly storeQos0: boolean;
  /** Deliver with the subscription's QoS where the publisher's was lower. */
  readonly upgradeQos: boolean;
  /** A publish above it ends the connection, a subscription is granted with it. */
  readonly maxQos: number;
  readonly maxTopicLevels: number;
  /** Topics for which an MQTT 5 client may use numbers, and the broker towards it. */
  readonly maxTopicAlias: number;
  readonly maxSubscriptions: number;
  /** How long a session stays without its client: what MQTT 3.1.1 clients get, and MQTT 5 clients at most. */
  readonly sessionExpirySeconds: number;
  readonly maxConnections: number;
  /** 0: no limit. Above it new connections wait to be let in. */
  readonly connectionsPerSecond: number;
  /** 0: no limit. Above it the socket is read more slowly, nothing is dropped. */
  readonly messagesPerSecond: number;
  readonly bytesPerSecond: number;
  /** From the connection to the end of its CONNECT. */
  readonly connectTimeoutSeconds: number;
  /** A client that takes nothing of what waits for it for so long is disconnected; 0: never. */
  readonly sendTimeoutSeconds: number;
}

/** Zone of devices: EMQX's defaults with the contract's limits (docs/protocol/device.md 1.4, 1.5). */
export const deviceZone: Zone = {
  name: 'default',
  maxPacketBytes: 256 * 1024,
  maxClientIdLength: 512,
  maxQueueMessages: 1000,
  maxQueueBytes: 64 * 1024 * 1024,
  maxInflight: 32,
  maxAwaitingRelease: 100,
  storeQos0: false,
  upgradeQos: false,
  maxQos: 2,
  maxTopicLevels: 5,
  maxTopicAlias: 128,
  maxSubscriptions: 10_000,
  sessionExpirySeconds: 2 * 3600,
  maxConnections: 10_000,
  connectionsPerSecond: 0,
  messagesPerSecond: 0,
  bytesPerSecond: 0,
  connectTimeoutSeconds: 15,
  sendTimeoutSeconds: 60,
};

/** Zone of the platform's own services: nothing that a device sent is lost while a service restarts. */
export const internalZone: Zone = {
  ...deviceZone,
  name: 'internal',
  maxPacketBytes: 1024 * 1024,
  maxQueueMessages: 1_000_000,
  maxQueueBytes: 256 * 1024 * 1024,
  maxInflight: 8192,
  storeQos0: true,
  upgradeQos: true,
  maxTopicLevels: 128,
  maxTopicAlias: 65_535,
  maxSubscriptions: Infinity,
  sessionExpirySeconds: 24 * 3600,
  maxConnections: 1024,
  sendTimeoutSeconds: 0,
};

/** The services that decide about clients, and how long a client waits for them. */
export interface HookOptions {
  readonly authnUrl: string;
  readonly authzUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestTimeoutMs: number;
  /** Longest wait of a CONNECT for an unreachable hook; then return code 3. */
  readonly connectWaitMs: number;
  /** Longest wait of a SUBSCRIBE; MicroPython gives up after 5 s (docs/protocol/device.md, oddity A3). */
  readonly subscribeWaitMs: number;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
  /** Questions of each kind under way at once; the others wait their turn. */
  readonly maxQuestions: number;
  /** Decisions kept per connection. */
  readonly cacheSize: number;
  readonly cacheTtlMs: number;
}

/** Packets of one connection that wait for a decision; beyond this its socket is not read. */
export interface WithheldLimits {
  readonly packets: number;
  readonly bytes: number;
}

/** Ports for devices besides plain MQTT, with the path `/mqtt` for WebSockets; null: closed, 0: any free one. */
export interface ExtraDoors {
  readonly tlsPort: number | null;
  readonly webSocketPort: number | null;
  readonly secureWebSocketPort: number | null;
  /** PEM texts; needed by the secure ones. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** One line of the broker's log. */
export type LogLine = { readonly event: string } & Readonly<Record<string, unknown>>;

export interface BrokerOptions {
  readonly host: string;
  /** Appears in `$SYS/brokers/<node>/...`. */
  readonly node: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly internal: { readonly port: number; readonly username: string; readonly password: string };
  readonly api: { readonly port: number; readonly username: string; readonly password: string };
  readonly hooks: HookOptions;
  readonly zones: { readonly device: Zone; readonly internal: Zone };
  readonly sharedStrategy: SharedStrategy;
  /** Devices are let in once a service has joined this shared group; null: at once. */
  readonly awaitedGroup: string | null;
  /** Further ports for devices; each is null when it is not wanted. */
  readonly doors: ExtraDoors;
  readonly withheld: WithheldLimits;
  readonly log: (line: LogLine) => void;
}

/** What a caller must say; everything else has a default. */
export interface BrokerInput {
  readonly host?: string;
  readonly node?: string;
  readonly port?: number;
  readonly internal: { readonly port?: number; readonly username: string; readonly password: string };
  readonly api: { readonly port?: number; readonly username: string; readonly password: string };
  readonly hooks: Pick<HookOptions, 'authnUrl' | 'authzUrl'> & Partial<HookOptions>;
  readonly zones?: { readonly device?: Partial<Zone>; readonly internal?: Partial<Zone> };
  readonly sharedStrategy?: SharedStrategy;
  readonly awaitedGroup?: string;
  readonly doors?: Partial<ExtraDoors>;
  readonly withheld?: Partial<WithheldLimits>;
  readonly log?: (line: LogLine) => void;
}

export function completeOptions(input: BrokerInput): BrokerOptions {
  return {
    host: input.host ?? '127.0.0.1',
    node: input.node ?? 'unitfleet@127.0.0.1',
    port: input.port ?? 0,
    internal: { port: 0, ...input.internal },
    api: { port: 0, ...input.api },
    hooks: {
      headers: {},
      requestTimeoutMs: 3000,
      connectWaitMs: 4000,
      subscribeWaitMs: 4000,
      retryMinMs: 100,
      retryMaxMs: 2000,
      maxQuestions: 32,
      cacheSize: 64,
      cacheTtlMs: 600_000,
      ...input.hooks,
    },
    zones: {
      device: { ...deviceZone, ...input.zones?.device },
      internal: { ...internalZone, ...input.zones?.internal },
    },
    sharedStrategy: input.sharedStrategy ?? 'hash_topic',
    awaitedGroup: input.awaitedGroup ?? null,
    doors: { tlsPort: null, webSocketPort: null, secureWebSocketPort: null, tls: null, ...input.doors },
    withheld: { packets: 256, bytes: 1024 * 1024, ...input.withheld },
    log: input.log ?? (() => undefined),
  };
}

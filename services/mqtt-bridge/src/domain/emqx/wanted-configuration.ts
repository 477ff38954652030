/** What EMQX's REST API takes and gives. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** The kinds of listener through which devices may come. */
export const LISTENER_TYPES = ['tcp', 'ssl', 'ws', 'wss'] as const;
export type ListenerType = (typeof LISTENER_TYPES)[number];

/** Limits of devices (`docs/protocol/device.md 1.5`); rates in EMQX's form (`30/s`, `1MB/s`). */
export interface DeviceLimits {
  /** Of all listeners together only as far as each has its own count. */
  readonly clients: number;
  readonly connectionRate: string;
  readonly messagesRate: string;
  readonly bytesRate: string;
  readonly packetKb: number;
  readonly clientIdLength: number;
  readonly qos: number;
  readonly topicLevels: number;
  readonly queuedMessages: number;
  readonly topicAliases: number;
}

/** What each question to auth-hook says. Its answer to CONNECT carries the device's own rules. */
const http = (url: string, body: JsonObject): JsonObject => ({
  enable: true,
  method: 'post',
  url,
  headers: { 'content-type': 'application/json' },
  body,
  pool_size: 8,
  connect_timeout: '5s',
  request_timeout: '5s',
});

/** @param hookUrl where EMQX reaches auth-hook, up to `/authenticate` and `/authorize` */
export const wantedAuthenticator = (hookUrl: string): JsonObject => ({
  mechanism: 'password_based',
  backend: 'http',
  ...http(`${hookUrl}/authenticate`, {
    username: '${username}',
    password: '${password}',
    clientid: '${clientid}',
    peerhost: '${peerhost}',
  }),
});

/** Asked about what the rules given at CONNECT do not cover: base inputs, and whatever is nobody's. */
export const wantedSource = (hookUrl: string): JsonObject => ({
  type: 'http',
  ...http(`${hookUrl}/authorize`, {
    username: '${username}',
    clientid: '${clientid}',
    topic: '${topic}',
    action: '${action}',
    qos: '${qos}',
    retain: '${retain}',
    peerhost: '${peerhost}',
  }),
});

/** A hook that fails must not mean "yes"; a refusal must not end a connection. */
export const WANTED_AUTHORIZATION: JsonObject = {
  no_match: 'deny',
  deny_action: 'ignore',
  cache: { enable: true, max_size: 64, ttl: '10m' },
};

export const WANTED_RETAINER: JsonObject = { enable: false };

/** The door of devices. */
export const wantedListener = (type: ListenerType, limits: DeviceLimits): JsonObject => ({
  id: `${type}:default`,
  type,
  enable: true,
  enable_authn: true,
  zone: 'default',
  max_connections: limits.clients,
  max_conn_rate: limits.connectionRate,
  messages_rate: limits.messagesRate,
  bytes_rate: limits.bytesRate,
});

/** The zone of devices; that of our own services is in `deploy/emqx/emqx.conf`. */
export const wantedZone = (limits: DeviceLimits): JsonObject => ({
  mqtt: {
    max_packet_size: `${limits.packetKb}KB`,
    max_clientid_len: limits.clientIdLength,
    max_qos_allowed: limits.qos,
    max_topic_levels: limits.topicLevels,
    max_topic_alias: limits.topicAliases,
    max_mqueue_len: limits.queuedMessages,
    max_inflight: 32,
    mqueue_store_qos0: false,
    // Raised for the bridge's zone alone: a QoS 1 that a MicroPython device has not asked for would end it.
    upgrade_qos: false,
    session_expiry_interval: '2h',
    retain_available: false,
    wildcard_subscription: true,
    shared_subscription: true,
    // A node's messages stay with one bridge, so they stay in order.
    shared_subscription_strategy: 'hash_topic',
    exclusive_subscription: false,
    use_username_as_clientid: false,
  },
  flapping_detect: { enable: false },
  durable_sessions: { enable: false },
  force_shutdown: { enable: true, max_heap_size: '32MB', max_mailbox_size: 1_000 },
});

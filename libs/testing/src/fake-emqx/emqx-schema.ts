import { z } from 'zod';

/** What EMQX takes as a request's body: an unknown field, or one of another type, is a 400 (`docs/protocol/emqx.md`). */
const duration = z.string().regex(/^(\d+(\.\d+)?(ms|s|m|h|d))+$/);
const durationOrInfinity = z.union([z.literal('infinity'), duration]);
const size = z.string().regex(/^\d+(\.\d+)?(B|KB|MB|GB)$/i);
const rate = z.union([
  z.literal('infinity'),
  z.string().regex(/^\d+(\.\d+)?(B|KB|MB|GB)?\/\d*(ms|s|m|h|d)$/i),
]);
const count = z.int().min(0);
const positive = z.int().min(1);
const countOrInfinity = z.union([z.literal('infinity'), positive]);

const ssl = z.strictObject({
  enable: z.boolean().default(false),
  verify: z.enum(['verify_none', 'verify_peer']).default('verify_none'),
  versions: z.array(z.string()).default(['tlsv1.3', 'tlsv1.2']),
  reuse_sessions: z.boolean().default(true),
  secure_renegotiate: z.boolean().default(true),
  log_level: z.string().default('notice'),
  hibernate_after: duration.default('5s'),
  depth: positive.default(10),
});

const httpFields = {
  enable: z.boolean().default(true),
  method: z.enum(['post', 'get']),
  url: z.url(),
  headers: z.record(z.string(), z.string()).default({}),
  // Flat: an object within is refused.
  body: z.record(z.string(), z.string()).default({}),
  pool_size: positive.default(8),
  connect_timeout: duration.default('15s'),
  request_timeout: duration.default('5s'),
  enable_pipelining: positive.default(100),
  ssl: ssl.prefault({}),
};

export const authenticatorSchema = z.strictObject({
  mechanism: z.literal('password_based'),
  backend: z.literal('http'),
  ...httpFields,
});

export const sourceSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('http'), ...httpFields }),
  z.strictObject({ type: z.literal('file'), enable: z.boolean().default(true), rules: z.string() }),
  z.strictObject({
    type: z.literal('redis'),
    enable: z.boolean().default(true),
    redis_type: z.literal('single'),
    server: z.string(),
    database: count.default(0),
    username: z.string().default(''),
    password: z.string().default(''),
    pool_size: positive.default(8),
    auto_reconnect: z.boolean().default(true),
    cmd: z.string(),
    ssl: ssl.prefault({}),
  }),
]);

export const authorizationSettingsSchema = z.strictObject({
  no_match: z.enum(['allow', 'deny']).default('allow'),
  deny_action: z.enum(['ignore', 'disconnect']).default('ignore'),
  cache: z
    .strictObject({
      enable: z.boolean().default(true),
      max_size: positive.default(32),
      ttl: duration.default('1m'),
      excludes: z.array(z.string()).default([]),
    })
    .prefault({}),
});

/** A part of a listener: what is not named stays. */
export const listenerSchema = z.strictObject({
  id: z.string(),
  type: z.enum(['tcp', 'ssl', 'ws', 'wss']),
  enable: z.boolean().optional(),
  running: z.boolean().optional(),
  current_connections: count.optional(),
  bind: z.string().optional(),
  acceptors: positive.optional(),
  access_rules: z.array(z.string()).optional(),
  enable_authn: z.union([z.boolean(), z.literal('quick_deny_anonymous')]).optional(),
  zone: z.string().optional(),
  mountpoint: z.string().optional(),
  max_connections: countOrInfinity.optional(),
  max_conn_rate: rate.optional(),
  messages_rate: rate.optional(),
  bytes_rate: rate.optional(),
  proxy_protocol: z.boolean().optional(),
  proxy_protocol_timeout: duration.optional(),
  tcp_options: z.record(z.string(), z.unknown()).optional(),
  ssl_options: z.record(z.string(), z.unknown()).optional(),
  websocket: z.record(z.string(), z.unknown()).optional(),
});

const mqtt = z.strictObject({
  max_packet_size: size.default('1MB'),
  max_clientid_len: positive.default(65_535),
  max_topic_levels: positive.default(128),
  max_topic_alias: count.default(65_535),
  max_qos_allowed: z.int().min(0).max(2).default(2),
  max_mqueue_len: z.union([z.literal('infinity'), count]).default(1_000),
  max_inflight: positive.default(32),
  max_awaiting_rel: countOrInfinity.default(100),
  max_subscriptions: countOrInfinity.default('infinity'),
  session_expiry_interval: duration.default('2h'),
  message_expiry_interval: durationOrInfinity.default('infinity'),
  retry_interval: durationOrInfinity.default('infinity'),
  await_rel_timeout: duration.default('300s'),
  idle_timeout: durationOrInfinity.default('15s'),
  keepalive_multiplier: z.number().default(1.5),
  keepalive_check_interval: duration.default('30s'),
  server_keepalive: z.union([z.literal('disabled'), positive]).default('disabled'),
  mqueue_store_qos0: z.boolean().default(true),
  mqueue_priorities: z.union([z.literal('disabled'), z.record(z.string(), z.int())]).default('disabled'),
  mqueue_default_priority: z.enum(['lowest', 'highest']).default('lowest'),
  upgrade_qos: z.boolean().default(false),
  retain_available: z.boolean().default(true),
  wildcard_subscription: z.boolean().default(true),
  shared_subscription: z.boolean().default(true),
  shared_subscription_strategy: z
    .enum([
      'random',
      'round_robin',
      'round_robin_per_group',
      'sticky',
      'local',
      'hash_topic',
      'hash_clientid',
    ])
    .default('round_robin'),
  shared_subscription_initial_sticky_pick: z
    .enum(['random', 'local', 'hash_topic', 'hash_clientid'])
    .default('random'),
  exclusive_subscription: z.boolean().default(false),
  ignore_loop_deliver: z.boolean().default(false),
  strict_mode: z.boolean().default(false),
  response_information: z.string().default(''),
  use_username_as_clientid: z.boolean().default(false),
  peer_cert_as_username: z.string().default('disabled'),
  peer_cert_as_clientid: z.string().default('disabled'),
  client_attrs_init: z.array(z.unknown()).default([]),
  clientid_override: z.string().default('disabled'),
});

/** The whole of it: what is not named is as in a new EMQX. */
export const globalZoneSchema = z.strictObject({
  mqtt: mqtt.prefault({}),
  flapping_detect: z
    .strictObject({
      enable: z.boolean().default(false),
      ban_time: duration.default('5m'),
      max_count: positive.default(15),
      window_time: duration.default('1m'),
    })
    .prefault({}),
  force_gc: z
    .strictObject({
      enable: z.boolean().default(true),
      bytes: size.default('16MB'),
      count: count.default(16_000),
    })
    .prefault({}),
  force_shutdown: z
    .strictObject({
      enable: z.boolean().default(true),
      max_heap_size: size.default('32MB'),
      max_mailbox_size: count.default(1_000),
    })
    .prefault({}),
  durable_sessions: z
    .strictObject({
      enable: z.boolean().default(false),
      batch_size: positive.default(100),
      heartbeat_interval: duration.default('5000ms'),
      idle_poll_interval: duration.default('10s'),
      message_retention_period: duration.default('1d'),
      session_gc_batch_size: positive.default(100),
      session_gc_interval: duration.default('10m'),
    })
    .prefault({}),
});

export const retainerSchema = z.strictObject({
  enable: z.boolean().default(true),
  max_payload_size: size.default('1MB'),
  msg_expiry_interval: duration.default('0s'),
  msg_clear_interval: duration.default('0s'),
  stop_publish_clear_msg: z.boolean().default(false),
});

export const loginSchema = z.strictObject({ username: z.string(), password: z.string() });

export const publishSchema = z.strictObject({
  topic: z.string().regex(/^[^+#]+$/),
  payload: z.string(),
  payload_encoding: z.enum(['plain', 'base64']).default('plain'),
  qos: z.int().min(0).max(2).default(0),
  retain: z.boolean().default(false),
  properties: z.record(z.string(), z.unknown()).optional(),
});

export const clientIdsSchema = z.array(z.string());

export const pageSchema = z.object({
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
  username: z.string().optional(),
  activated: z.enum(['true', 'false']).optional(),
});

import { z } from 'zod';
import type { BrokerInput } from './options';
import { count, headers, pemFile, port, positive, rate } from './setting-forms';

const schema = z
  .object({
    BROKER_HOST: z.string().min(1).default('127.0.0.1'),
    BROKER_NODE: z.string().min(1).optional(),
    BROKER_PORT: port.default(1883),
    BROKER_TLS_PORT: port.optional(),
    BROKER_WS_PORT: port.optional(),
    BROKER_WSS_PORT: port.optional(),
    BROKER_TLS_CERT_FILE: pemFile.optional(),
    BROKER_TLS_KEY_FILE: pemFile.optional(),
    BROKER_INTERNAL_PORT: port.default(0),
    BROKER_INTERNAL_USERNAME: z.string().min(1),
    BROKER_INTERNAL_PASSWORD: z.string().min(1),
    BROKER_API_PORT: port.default(0),
    BROKER_API_USERNAME: z.string().min(1),
    BROKER_API_PASSWORD: z.string().min(1),
    BROKER_AUTHN_URL: z.url(),
    BROKER_AUTHZ_URL: z.url(),
    /** Headers that the hook expects. */
    BROKER_HOOK_HEADERS: headers.prefault('{}'),
    BROKER_SHARED_STRATEGY: z.enum(['hash_topic', 'round_robin']).optional(),
    /** Name of the shared group whose first member is waited for before any device is let in. */
    BROKER_AWAITED_GROUP: z.string().min(1).optional(),
    /** Unacknowledged messages under way to one client. */
    BROKER_DEVICE_INFLIGHT: positive.max(65_535).optional(),
    /** Seconds that a device may take from its connection to its CONNECT. */
    BROKER_CONNECT_TIMEOUT: positive.optional(),
    BROKER_INTERNAL_QUEUE: count.optional(),
    BROKER_INTERNAL_QUEUE_MB: positive.optional(),
    BROKER_INTERNAL_INFLIGHT: positive.max(65_535).optional(),
    PU_MQTT_MAX_CLIENTS: positive.optional(),
    PU_MQTT_MAX_CLIENT_CONNECTION_RATE: rate.optional(),
    PU_MQTT_MAX_CLIENT_ID_LEN: positive.max(65_535).optional(),
    PU_MQTT_CLIENT_MAX_MESSAGES_RATE: rate.optional(),
    PU_MQTT_CLIENT_MAX_BYTES_RATE: rate.optional(),
    /** KiB. */
    PU_MQTT_MAX_PAYLOAD_SIZE: positive.max(256 * 1024).optional(),
    PU_MQTT_MAX_QOS: count.max(2).optional(),
    PU_MQTT_MAX_TOPIC_LEVELS: positive.max(65_535).optional(),
    PU_MQTT_MAX_LEN_MESSAGE_QUEUE: count.optional(),
    PU_MQTT_MAX_TOPIC_ALIAS: count.max(65_535).optional(),
  })
  .superRefine((s, context) => {
    const isSecure = s.BROKER_TLS_PORT !== undefined || s.BROKER_WSS_PORT !== undefined;
    for (const path of ['BROKER_TLS_CERT_FILE', 'BROKER_TLS_KEY_FILE'] as const) {
      if (isSecure && s[path] === undefined)
        context.addIssue({ code: 'custom', path: [path], message: 'is needed by the TLS ports' });
    }
  });

/** Settings of the broker process; throws one message that lists every problem. */
export function brokerSettings(env: Readonly<Record<string, string | undefined>>): BrokerInput {
  // An empty variable is an absent one, as shells and compose files write it.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new Error(`settings of the MQTT broker:\n${z.prettifyError(parsed.error)}`);
  const s = parsed.data;
  return {
    host: s.BROKER_HOST,
    node: s.BROKER_NODE,
    port: s.BROKER_PORT,
    doors: doors(s),
    internal: {
      port: s.BROKER_INTERNAL_PORT,
      username: s.BROKER_INTERNAL_USERNAME,
      password: s.BROKER_INTERNAL_PASSWORD,
    },
    api: { port: s.BROKER_API_PORT, username: s.BROKER_API_USERNAME, password: s.BROKER_API_PASSWORD },
    hooks: { authnUrl: s.BROKER_AUTHN_URL, authzUrl: s.BROKER_AUTHZ_URL, headers: s.BROKER_HOOK_HEADERS },
    sharedStrategy: s.BROKER_SHARED_STRATEGY,
    awaitedGroup: s.BROKER_AWAITED_GROUP,
    zones: {
      device: defined({
        maxPacketBytes: s.PU_MQTT_MAX_PAYLOAD_SIZE && s.PU_MQTT_MAX_PAYLOAD_SIZE * 1024,
        maxClientIdLength: s.PU_MQTT_MAX_CLIENT_ID_LEN,
        maxConnections: s.PU_MQTT_MAX_CLIENTS,
        connectionsPerSecond: s.PU_MQTT_MAX_CLIENT_CONNECTION_RATE,
        messagesPerSecond: s.PU_MQTT_CLIENT_MAX_MESSAGES_RATE,
        bytesPerSecond: s.PU_MQTT_CLIENT_MAX_BYTES_RATE,
        maxQos: s.PU_MQTT_MAX_QOS,
        maxTopicLevels: s.PU_MQTT_MAX_TOPIC_LEVELS,
        maxTopicAlias: s.PU_MQTT_MAX_TOPIC_ALIAS,
        maxQueueMessages: s.PU_MQTT_MAX_LEN_MESSAGE_QUEUE,
        maxInflight: s.BROKER_DEVICE_INFLIGHT,
        connectTimeoutSeconds: s.BROKER_CONNECT_TIMEOUT,
      }),
      internal: defined({
        maxQueueMessages: s.BROKER_INTERNAL_QUEUE,
        maxQueueBytes: s.BROKER_INTERNAL_QUEUE_MB && s.BROKER_INTERNAL_QUEUE_MB * 1024 * 1024,
        maxInflight: s.BROKER_INTERNAL_INFLIGHT,
      }),
    },
  };
}

function doors(s: z.infer<typeof schema>): BrokerInput['doors'] {
  const { BROKER_TLS_CERT_FILE: cert, BROKER_TLS_KEY_FILE: key } = s;
  return {
    tlsPort: s.BROKER_TLS_PORT ?? null,
    webSocketPort: s.BROKER_WS_PORT ?? null,
    secureWebSocketPort: s.BROKER_WSS_PORT ?? null,
    tls: cert !== undefined && key !== undefined ? { cert, key } : null,
  };
}

/** Without the absent ones, which would otherwise hide a zone's default. */
function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

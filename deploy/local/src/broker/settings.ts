import { z } from 'zod';
import type { BrokerInput } from './options';

const port = z.coerce.number().int().min(0).max(65_535);
const count = z.coerce.number().int().min(0);
const positive = z.coerce.number().int().min(1);
const headers = z.record(z.string(), z.string());

const schema = z.object({
  BROKER_HOST: z.string().min(1).default('127.0.0.1'),
  BROKER_NODE: z.string().min(1).optional(),
  BROKER_PORT: port.default(1883),
  BROKER_INTERNAL_PORT: port.default(0),
  BROKER_INTERNAL_USERNAME: z.string().min(1),
  BROKER_INTERNAL_PASSWORD: z.string().min(1),
  BROKER_API_PORT: port.default(0),
  BROKER_API_USERNAME: z.string().min(1),
  BROKER_API_PASSWORD: z.string().min(1),
  BROKER_AUTHN_URL: z.url(),
  BROKER_AUTHZ_URL: z.url(),
  /** JSON object of headers that the hook expects. */
  BROKER_HOOK_HEADERS: z
    .string()
    .default('{}')
    .transform((text, context) => {
      try {
        return headers.parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'must be a JSON object of strings' });
        return z.NEVER;
      }
    }),
  BROKER_SHARED_STRATEGY: z.enum(['hash_topic', 'round_robin']).optional(),
  /** Name of the shared group whose first member is waited for before any device is let in. */
  BROKER_AWAITED_GROUP: z.string().min(1).optional(),
  BROKER_MAX_PACKET_KB: positive.optional(),
  BROKER_MAX_CLIENT_ID_LENGTH: positive.optional(),
  BROKER_MAX_CLIENTS: positive.optional(),
  BROKER_MAX_TOPIC_LEVELS: positive.optional(),
  BROKER_DEVICE_QUEUE: count.optional(),
  BROKER_DEVICE_INFLIGHT: positive.max(32_768).optional(),
  BROKER_DEVICE_MESSAGES_PER_SECOND: count.optional(),
  BROKER_DEVICE_BYTES_PER_SECOND: count.optional(),
  BROKER_INTERNAL_QUEUE: count.optional(),
  BROKER_INTERNAL_QUEUE_MB: positive.optional(),
  BROKER_INTERNAL_INFLIGHT: positive.max(32_768).optional(),
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
    internal: {
      port: s.BROKER_INTERNAL_PORT,
      username: s.BROKER_INTERNAL_USERNAME,
      password: s.BROKER_INTERNAL_PASSWORD,
    },
    api: { port: s.BROKER_API_PORT, username: s.BROKER_API_USERNAME, password: s.BROKER_API_PASSWORD },
    hooks: { authnUrl: s.BROKER_AUTHN_URL, authzUrl: s.BROKER_AUTHZ_URL, headers: s.BROKER_HOOK_HEADERS },
    sharedStrategy: s.BROKER_SHARED_STRATEGY,
    awaitedGroup: s.BROKER_AWAITED_GROUP,
    maxPacketBytes: s.BROKER_MAX_PACKET_KB && s.BROKER_MAX_PACKET_KB * 1024,
    maxClientIdLength: s.BROKER_MAX_CLIENT_ID_LENGTH,
    zones: {
      device: defined({
        maxConnections: s.BROKER_MAX_CLIENTS,
        maxTopicLevels: s.BROKER_MAX_TOPIC_LEVELS,
        maxQueueMessages: s.BROKER_DEVICE_QUEUE,
        maxInflight: s.BROKER_DEVICE_INFLIGHT,
        messagesPerSecond: s.BROKER_DEVICE_MESSAGES_PER_SECOND,
        bytesPerSecond: s.BROKER_DEVICE_BYTES_PER_SECOND,
      }),
      internal: defined({
        maxQueueMessages: s.BROKER_INTERNAL_QUEUE,
        maxQueueBytes: s.BROKER_INTERNAL_QUEUE_MB && s.BROKER_INTERNAL_QUEUE_MB * 1024 * 1024,
        maxInflight: s.BROKER_INTERNAL_INFLIGHT,
      }),
    },
  };
}

/** Without the absent ones, which would otherwise hide a zone's default. */
function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

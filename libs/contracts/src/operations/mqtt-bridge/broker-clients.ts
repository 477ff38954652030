import { z } from 'zod';
import { dateTimeSchema, searchSchema, uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';

const service = 'mqtt-bridge';

/** The longest page of clients. */
export const MAX_BROKER_CLIENTS = 500;

/** A connection at the broker, or a session whose client is away. What it has for a user name, a token, is not shown. */
export const brokerSessionSchema = z.object({
  clientId: z.string(),
  /** The Unit whose token it connected with; null: one of the platform's own. */
  unitUuid: uuidSchema.nullable(),
  /** `address:port`; null where the broker does not tell. */
  address: z.string().nullable(),
  /** `MQTT 3.1.1`. */
  protocol: z.string().nullable(),
  isConnected: z.boolean(),
  /** Of the connection that it has or had last. */
  connectedAt: dateTimeSchema.nullable(),
  isCleanSession: z.boolean(),
  subscriptions: z.number(),
  /** Messages that the broker has had of it, since it connected. */
  receivedMessages: z.number(),
  sentMessages: z.number(),
  /** Messages that wait for it. */
  queuedMessages: z.number(),
});
export type BrokerSessionView = z.infer<typeof brokerSessionSchema>;

/** Clients of the broker; for Admins. */
export const listBrokerClients = defineOperation({
  service,
  name: 'client.list',
  request: z.object({
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(MAX_BROKER_CLIENTS),
    /** A Unit's uuid, an address, or a part of a client id. */
    searchString: searchSchema.nullish(),
  }),
  response: z.object({
    /** Of all that were searched for; a broker that does not count those of a search is asked for some thousands. */
    count: z.number().int(),
    clients: z.array(brokerSessionSchema),
  }),
  deadlineMs: 8_000,
});

/**
 * Ends a client's connection and session; for Admins. A Unit may connect again; one that is not there is as good as kicked. The
 * platform's own clients are refused: with the session of a bridge all would be lost that waits for it.
 */
export const kickBrokerClient = defineOperation({
  service,
  name: 'client.kick',
  request: z.object({ clientId: z.string().min(1) }),
  response: z.null(),
});

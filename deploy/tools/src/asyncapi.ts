import {
  type DeviceChannel,
  deviceLog,
  deviceSession,
  deviceState,
  envelopeSchema,
  eventSubject,
  eventType,
  type EventDefinition,
  FRAME_CONTENT_TYPE,
  type OperationDefinition,
  PARTITIONS,
  type StreamDefinition,
} from '@unitfleet/contracts';
import { jsonSchemaOf, type JsonSchema } from './json-schema';

type Entries = Record<string, unknown>;

interface Parts {
  channels: Entries;
  operations: Entries;
  messages: Entries;
}

const CONTENT_TYPE = 'application/msgpack';
const reference = (path: string) => ({ $ref: `#/${path}` });
const partition = {
  enum: Array.from({ length: PARTITIONS }, (_, index) => String(index)),
  description: 'The leading 32 bits of the uuid, modulo the number of partitions.',
};

const inEnvelope = (data: JsonSchema): JsonSchema => ({
  allOf: [reference('components/schemas/Envelope'), { type: 'object', properties: { data } }],
});

const message = (name: string, data: JsonSchema, description?: string): Entries => ({
  name,
  ...(description ? { description } : {}),
  contentType: CONTENT_TYPE,
  headers: reference('components/schemas/Headers'),
  payload: inEnvelope(data),
});

const addEvent = (parts: Parts, event: EventDefinition): void => {
  const key = `${eventType(event)}.v${event.version}`;
  parts.messages[key] = {
    ...message(eventType(event), jsonSchemaOf(event.schema), event.description),
    examples: [{ payload: { data: event.example } }],
  };
  parts.channels[key] = {
    address: eventSubject(event),
    description: 'Kept in the stream EVENTS.',
    messages: { event: reference(`components/messages/${key}`) },
  };
  parts.operations[`emit.${key}`] = {
    action: 'send',
    channel: reference(`channels/${key}`),
    tags: [{ name: event.service }],
  };
};

const addDeviceChannel = (parts: Parts, channel: DeviceChannel): void => {
  const key = `${channel.type}.v${channel.version}`;
  parts.messages[key] = message(channel.type, jsonSchemaOf(channel.schema));
  parts.channels[key] = {
    address: `${channel.type}.{partition}`,
    description: 'Kept in the stream DEVICE.',
    parameters: { partition },
    messages: { observation: reference(`components/messages/${key}`) },
  };
  parts.operations[`emit.${key}`] = {
    action: 'send',
    channel: reference(`channels/${key}`),
    tags: [{ name: 'mqtt-bridge' }],
  };
};

const addTelemetry = (parts: Parts): void => {
  parts.messages.telemetry = { name: 'telemetry', contentType: FRAME_CONTENT_TYPE };
  parts.channels.telemetry = {
    address: 'telemetry.{partition}',
    description: 'Kept in the stream TELEMETRY: frames of device messages, ticks and control.',
    parameters: { partition },
    messages: { frame: reference('components/messages/telemetry') },
  };
};

const addQuestion = (parts: Parts, question: OperationDefinition | StreamDefinition): void => {
  const key = `${question.service}.${question.name}`;
  const isStream = 'head' in question;
  const answer = jsonSchemaOf(isStream ? question.head : question.response);
  const note = isStream ? 'The head; the bytes follow in messages of their own.' : undefined;
  parts.messages[`${key}.request`] = message(key, jsonSchemaOf(question.request));
  parts.messages[`${key}.reply`] = message(key, answer, note);
  parts.channels[key] = {
    address: `rpc.${key}`,
    messages: { request: reference(`components/messages/${key}.request`) },
  };
  parts.channels[`${key}.reply`] = {
    address: null,
    messages: { reply: reference(`components/messages/${key}.reply`) },
  };
  parts.operations[key] = {
    action: 'receive',
    channel: reference(`channels/${key}`),
    reply: {
      address: { location: '$message.header#/reply', description: 'The inbox of the caller.' },
      channel: reference(`channels/${key}.reply`),
    },
    tags: [{ name: question.service }],
  };
};

/** AsyncAPI 3.0 of everything that the fleet says over NATS. */
export const asyncApiDocument = (
  version: string,
  events: readonly EventDefinition[],
  questions: readonly (OperationDefinition | StreamDefinition)[],
): Entries => {
  const parts: Parts = { channels: {}, operations: {}, messages: {} };
  for (const event of events) addEvent(parts, event);
  for (const channel of [deviceState, deviceLog, deviceSession]) addDeviceChannel(parts, channel);
  addTelemetry(parts);
  for (const question of questions) addQuestion(parts, question);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Unitfleet on NATS',
      version,
      description: 'Events on JetStream and questions over request/reply, MessagePack in an envelope.',
    },
    defaultContentType: CONTENT_TYPE,
    channels: parts.channels,
    operations: parts.operations,
    components: {
      schemas: {
        Envelope: jsonSchemaOf(envelopeSchema),
        Headers: {
          type: 'object',
          properties: {
            'content-type': { const: CONTENT_TYPE },
            traceparent: { type: 'string', description: 'W3C Trace Context of the sender.' },
            'Nats-Msg-Id': { type: 'string', description: 'Of events: the id of the envelope.' },
          },
        },
      },
      messages: parts.messages,
    },
  };
};

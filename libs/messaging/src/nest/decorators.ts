import { applyDecorators, UseFilters } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import {
  eventSubject,
  eventType,
  operationSubject,
  streamSubject,
  uploadSubject,
  type DeviceChannel,
  type EventDefinition,
  type OperationDefinition,
  type StreamDefinition,
  type UploadDefinition,
} from '@unitfleet/contracts';
import { z } from 'zod';
import type { StreamName } from '../topology/streams';
import { RethrowFilter } from './rethrow-filter';

/** What the strategy must know to consume one kind of message. */
export interface ConsumerBinding {
  readonly stream: StreamName;
  readonly filterSubject: string;
  readonly type: string;
  readonly schema: z.ZodType;
  readonly options: ConsumerOptions;
}

export interface ConsumerOptions {
  /** How often a failing message is tried before it becomes a dead letter. */
  readonly attempts?: number;
  /** How many messages may be handled side by side; 1 keeps their order. */
  readonly concurrency?: number;
  /** Every process gets every message, from now on, without acknowledgement: for caches in memory. */
  readonly everyProcess?: boolean;
}

export type RpcBinding =
  | { readonly operation: OperationDefinition }
  | { readonly stream: StreamDefinition }
  | { readonly upload: UploadDefinition };

/** Answers an operation: the method gets the checked request and the `Call`, and returns or throws the answer. */
export const RpcHandler = (operation: OperationDefinition): MethodDecorator =>
  applyDecorators(
    MessagePattern(operationSubject(operation), { operation } satisfies RpcBinding),
    UseFilters(RethrowFilter),
  );

/** Answers an operation with a head and bytes: the method returns a `StreamAnswer`. */
export const StreamHandler = (stream: StreamDefinition): MethodDecorator =>
  applyDecorators(
    MessagePattern(streamSubject(stream), { stream } satisfies RpcBinding),
    UseFilters(RethrowFilter),
  );

/**
 * Answers an operation that takes bytes besides its request: the method gets an `UploadInput` and the `Call`. The bytes
 * come as they are read; a caller that gives up or dies makes the reading fail with a `DomainError`.
 */
export const UploadHandler = (upload: UploadDefinition): MethodDecorator =>
  applyDecorators(
    MessagePattern(uploadSubject(upload), { upload } satisfies RpcBinding),
    UseFilters(RethrowFilter),
  );

const consume = (binding: ConsumerBinding): MethodDecorator =>
  applyDecorators(EventPattern(binding.filterSubject, binding), UseFilters(RethrowFilter));

/**
 * Reacts to an event: the method gets the envelope; the message is acknowledged when it has ended. It may come more
 * than once, so the effect must be idempotent (`Transactions.once`, or compare by aggregate version).
 */
export const OnEvent = (event: EventDefinition, options: ConsumerOptions = {}): MethodDecorator =>
  consume({
    stream: 'EVENTS',
    filterSubject: eventSubject(event),
    type: eventType(event),
    schema: event.schema,
    options,
  });

/** Reacts to what the broker's edge saw of devices; the same promises as `OnEvent`. */
export const OnDevice = (channel: DeviceChannel, options: ConsumerOptions = {}): MethodDecorator =>
  consume({
    stream: 'DEVICE',
    filterSubject: `${channel.type}.*`,
    type: channel.type,
    schema: channel.schema,
    options,
  });

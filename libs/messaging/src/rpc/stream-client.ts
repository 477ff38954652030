import { createInbox, type Msg, type NatsConnection, type Subscription } from '@nats-io/nats-core';
import {
  DomainError,
  streamSubject,
  type Actor,
  type ServiceName,
  type StreamDefinition,
} from '@unitfleet/contracts';
import { z } from 'zod';
import { unwrap, wrap } from '../codec/envelopes';
import { outgoingHeaders } from '../codec/headers';
import { encodeMessage } from '../codec/message-pack';
import { openReply, replySchema } from './rpc-reply';
import { FRAME_HEADER, LEAVE, openFrameSchema, WINDOW_PARTS, type FrameKind } from './stream-frames';

/** An opened stream; `content` must be read to its end or left by `break`, which frees it. */
export interface OpenedStream<Head> {
  readonly head: Head;
  readonly content: AsyncIterable<Uint8Array>;
}

const NO_RESPONDERS = 503;

/** Reads answers that are too large for one message. */
export class StreamClient {
  constructor(
    private readonly connection: NatsConnection,
    private readonly source: ServiceName,
  ) {}

  /**
   * Opens a stream on behalf of an actor.
   *
   * @throws DomainError what the other service answers instead; `Unavailable` when it falls silent. The content
   * throws the same.
   */
  async open<Request extends z.ZodType, Head extends z.ZodType>(
    stream: StreamDefinition<Request, Head>,
    request: z.input<Request>,
    actor?: Actor,
  ): Promise<OpenedStream<z.infer<Head>>> {
    const inbox = createInbox();
    const subscription = this.connection.subscribe(inbox);
    const frames = subscription[Symbol.asyncIterator]();
    const envelope = wrap(
      { type: `${stream.service}.${stream.name}`, version: 1, source: this.source, actor },
      request,
    );
    this.connection.publish(streamSubject(stream), encodeMessage(envelope), {
      reply: inbox,
      headers: outgoingHeaders(),
    });
    try {
      const first = await next(frames, stream);
      const { data } = unwrap(expectKind(first, 'open').data, openFrameSchema);
      return {
        head: stream.head.parse(data.head) as z.infer<Head>,
        content: this.content(subscription, frames, stream, data.creditSubject),
      };
    } catch (error) {
      subscription.unsubscribe();
      throw error;
    }
  }

  private async *content(
    subscription: Subscription,
    frames: AsyncIterator<Msg>,
    stream: StreamDefinition,
    creditSubject: string,
  ): AsyncGenerator<Uint8Array> {
    let isOver = false;
    try {
      for (let taken = 1; ; taken += 1) {
        const message = await next(frames, stream);
        isOver = ['end', 'error'].includes(kindOf(message));
        if (kindOf(message) === 'end') return;
        yield expectKind(message, 'part').data;
        if (taken % (WINDOW_PARTS / 2) === 0) this.connection.publish(creditSubject);
      }
    } finally {
      subscription.unsubscribe();
      if (!isOver && !this.connection.isClosed()) this.connection.publish(creditSubject, LEAVE);
    }
  }
}

const kindOf = (message: Msg): FrameKind => message.headers?.get(FRAME_HEADER) as FrameKind;

const expectKind = (message: Msg, kind: FrameKind): Msg => {
  if (kindOf(message) === 'error') openReply(unwrap(message.data, replySchema).data);
  if (kindOf(message) !== kind) throw new DomainError('Unavailable', 'the answer broke off');
  return message;
};

const next = async (frames: AsyncIterator<Msg>, stream: StreamDefinition): Promise<Msg> => {
  const silence = new DomainError('Unavailable', `${stream.service} does not answer`);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(silence), stream.deadlineMs);
  });
  try {
    const { value, done } = await Promise.race([frames.next(), deadline]);
    if (done || value.headers?.code === NO_RESPONDERS) throw silence;
    return value;
  } finally {
    clearTimeout(timer);
  }
};

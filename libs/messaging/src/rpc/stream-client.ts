import { createInbox, type Msg, type NatsConnection, type Subscription } from '@nats-io/nats-core';
import {
  DomainError,
  streamSubject,
  type Actor,
  type ServiceName,
  type StreamDefinition,
  type UploadDefinition,
} from '@unitfleet/contracts';
import { z } from 'zod';
import { unwrap, wrap } from '../codec/envelopes';
import { outgoingHeaders } from '../codec/headers';
import { encodeMessage } from '../codec/message-pack';
import { Patience, stayAlive } from './patience';
import { assertFits } from './request-size';
import { openReply, replySchema } from './rpc-reply';
import {
  CREDIT,
  kindOf,
  NO_RESPONDERS,
  openFrameSchema,
  requirePart,
  WINDOW_PARTS,
  type FrameKind,
} from './stream-frames';
import { OutgoingUpload } from './outgoing-upload';

/**
 * An opened stream. `content` is freed when it has been read to its end or was left by `break`, and also when nobody
 * begins to read it within the stream's deadline: a client may have gone before the answer came.
 */
export interface OpenedStream<Head> {
  readonly head: Head;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Reads answers, and sends content, that are too large for one message. */
export class StreamClient {
  constructor(
    private readonly connection: NatsConnection,
    private readonly source: ServiceName,
  ) {}

  /**
   * Opens a stream on behalf of an actor. A slow reader is waited for, a dead one is not.
   *
   * @throws DomainError what the other service answers instead; `Unavailable` when it falls silent; `Validation` when
   * the request is larger than the server's `max_payload`. The content throws the same.
   */
  async open<Request extends z.ZodType, Head extends z.ZodType>(
    stream: StreamDefinition<Request, Head>,
    request: z.input<Request>,
    actor?: Actor,
  ): Promise<OpenedStream<z.infer<Head>>> {
    const envelope = encodeMessage(this.wrap(stream, request, actor));
    assertFits(this.connection, envelope);
    const inbox = createInbox();
    const subscription = this.connection.subscribe(inbox);
    const frames = subscription[Symbol.asyncIterator]();
    this.connection.publish(streamSubject(stream), envelope, {
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

  /**
   * Sends content with a request on behalf of an actor; the service pulls it as fast as it works it off. Ends when the
   * service has answered, which it may do before it has read everything: what is left of `content` is given up then.
   *
   * @throws DomainError what the service answers; `Unavailable` when it falls silent. What `content` throws, as it is:
   * the service hears that the rest does not come.
   */
  async upload<Request extends z.ZodType, Response extends z.ZodType>(
    upload: UploadDefinition<Request, Response>,
    request: z.input<Request>,
    content: AsyncIterable<Uint8Array>,
    actor?: Actor,
  ): Promise<z.output<Response>> {
    const envelope = encodeMessage(this.wrap(upload, request, actor));
    assertFits(this.connection, envelope);
    const reply = await new OutgoingUpload(this.connection, upload).run(envelope, content);
    return upload.response.parse(openReply(unwrap(reply, replySchema).data));
  }

  private wrap(operation: { service: ServiceName; name: string }, request: unknown, actor?: Actor) {
    const type = `${operation.service}.${operation.name}`;
    return wrap({ type, version: 1, source: this.source, actor }, request);
  }

  private content(
    subscription: Subscription,
    frames: AsyncIterator<Msg>,
    stream: StreamDefinition,
    creditSubject: string,
  ): AsyncGenerator<Uint8Array> {
    // With a reply subject NATS tells at once when nobody is there any more.
    const say = (word?: string) => {
      if (!this.connection.isClosed())
        this.connection.publish(creditSubject, word, { reply: subscription.getSubject() });
    };
    // A generator that was never begun frees nothing when it is left.
    const unread = setTimeout(() => {
      subscription.unsubscribe();
      say(CREDIT.leave);
    }, stream.deadlineMs).unref();
    return this.read(subscription, frames, stream, say, () => clearTimeout(unread));
  }

  private async *read(
    subscription: Subscription,
    frames: AsyncIterator<Msg>,
    stream: StreamDefinition,
    say: (word?: string) => void,
    begin: () => void,
  ): AsyncGenerator<Uint8Array> {
    begin();
    const rest = stayAlive(stream.deadlineMs, () => say(CREDIT.alive));
    let isOver = false;
    try {
      for (let taken = 1; ; taken += 1) {
        const message = await next(frames, stream);
        isOver = ['end', 'error'].includes(kindOf(message));
        if (kindOf(message) === 'end') return;
        yield requirePart(expectKind(message, 'part'), taken);
        if (taken % (WINDOW_PARTS / 2) === 0) say();
      }
    } finally {
      rest();
      subscription.unsubscribe();
      if (!isOver) say(CREDIT.leave);
    }
  }
}

const expectKind = (message: Msg, kind: FrameKind): Msg => {
  if (kindOf(message) === 'error') openReply(unwrap(message.data, replySchema).data);
  if (kindOf(message) !== kind) throw new DomainError('Unavailable', 'the answer broke off');
  return message;
};

/** The next frame that says something. */
const next = async (frames: AsyncIterator<Msg>, stream: StreamDefinition): Promise<Msg> => {
  const silence = new DomainError('Unavailable', `${stream.service} does not answer`);
  let patience: Patience | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    patience = new Patience(stream.deadlineMs, () => reject(silence));
  });
  try {
    for (;;) {
      const { value, done } = await Promise.race([frames.next(), deadline]);
      if (done || value.headers?.code === NO_RESPONDERS) throw silence;
      if (kindOf(value) !== 'alive') return value;
      patience!.heard();
    }
  } finally {
    patience!.end();
  }
};

import { createInbox, type Msg, type NatsConnection, type Subscription } from '@nats-io/nats-core';
import { DomainError, streamSubject, type ServiceName, type StreamDefinition } from '@unitfleet/contracts';
import { causedBy } from '../codec/cause';
import { unwrap, wrap } from '../codec/envelopes';
import { outgoingHeaders } from '../codec/headers';
import { encodeMessage } from '../codec/message-pack';
import type { StreamAnswer } from '../nest/call';
import { toErrorReply } from './rpc-reply';
import type { Handler, RpcServer } from './rpc-server';
import { FRAME_HEADER, LEAVE, PART_BYTES, WINDOW_PARTS, type FrameKind } from './stream-frames';

/** Credits of one caller: each message on the subject allows half a window more, or says that the caller has left. */
class Credits {
  private available = WINDOW_PARTS;
  private hasLeft = false;
  private wake: (() => void) | null = null;
  readonly subject = createInbox();
  private readonly subscription: Subscription;

  constructor(connection: NatsConnection) {
    this.subscription = connection.subscribe(this.subject, {
      callback: (_error, message) => {
        if (message.string() === LEAVE) this.hasLeft = true;
        else this.available += WINDOW_PARTS / 2;
        this.wake?.();
      },
    });
  }

  /** False when the caller reads no further. */
  async take(deadlineMs: number): Promise<boolean> {
    if (this.available === 0 && !this.hasLeft) await this.more(deadlineMs);
    this.available -= 1;
    return !this.hasLeft;
  }

  close(): void {
    this.subscription.unsubscribe();
  }

  private more(deadlineMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new DomainError('Unavailable', 'the caller stopped reading')),
        deadlineMs,
      );
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function* parts(chunk: Uint8Array): Generator<Uint8Array> {
  for (let offset = 0; offset < chunk.length; offset += PART_BYTES)
    yield chunk.subarray(offset, offset + PART_BYTES);
}

/** Answers stream operations of one process. */
export class StreamServer {
  constructor(
    private readonly connection: NatsConnection,
    private readonly service: ServiceName,
    private readonly rpc: RpcServer,
  ) {}

  serve(stream: StreamDefinition, handler: Handler): void {
    this.rpc.take(streamSubject(stream), async (message) => {
      const credits = new Credits(this.connection);
      try {
        const { data, id, actor, correlation } = unwrap(message.data, stream.request);
        const cause = { id, actor, correlation };
        const answer = (await causedBy(cause, () => handler(data, { actor, correlation }))) as StreamAnswer;
        await this.send(stream, message, answer, credits);
      } catch (error) {
        this.rpc.report(message.subject, error);
        this.respond(message, 'error', encodeMessage(wrap(this.facts(stream), toErrorReply(error))));
      } finally {
        credits.close();
      }
    });
  }

  private async send(
    stream: StreamDefinition,
    message: Msg,
    answer: StreamAnswer,
    credits: Credits,
  ): Promise<void> {
    const open = { creditSubject: credits.subject, head: stream.head.parse(answer.head) };
    this.respond(message, 'open', encodeMessage(wrap(this.facts(stream), open)));
    for await (const chunk of answer.content) {
      for (const part of parts(chunk)) {
        if (!(await credits.take(stream.deadlineMs))) return;
        this.respond(message, 'part', part);
      }
    }
    this.respond(message, 'end', new Uint8Array());
  }

  private respond(message: Msg, kind: FrameKind, payload: Uint8Array): void {
    message.respond(payload, { headers: outgoingHeaders({ [FRAME_HEADER]: kind }) });
  }

  private facts(stream: StreamDefinition) {
    return { type: `${stream.service}.${stream.name}`, version: 1, source: this.service };
  }
}

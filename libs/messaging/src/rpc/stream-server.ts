import type { Msg, NatsConnection } from '@nats-io/nats-core';
import { streamSubject, type ServiceName, type StreamDefinition } from '@unitfleet/contracts';
import { causedBy } from '../codec/cause';
import { unwrap, wrap } from '../codec/envelopes';
import { outgoingHeaders } from '../codec/headers';
import { encodeMessage } from '../codec/message-pack';
import type { StreamAnswer } from '../nest/call';
import { Credits } from './credits';
import { stayAlive } from './patience';
import { toErrorReply } from './rpc-reply';
import type { Handler, RpcServer } from './rpc-server';
import { FRAME_HEADER, PART_HEADER, parts, type FrameKind } from './stream-frames';

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
      const rest = stayAlive(stream.deadlineMs, () => this.respond(message, 'alive'));
      try {
        const { data, id, actor, correlation } = unwrap(message.data, stream.request);
        const cause = { id, actor, correlation };
        const answer = (await causedBy(cause, () => handler(data, { actor, correlation }))) as StreamAnswer;
        await this.send(stream, message, answer, credits);
      } catch (error) {
        this.rpc.report(message.subject, error);
        this.respond(message, 'error', encodeMessage(wrap(this.facts(stream), toErrorReply(error))));
      } finally {
        rest();
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
    let sent = 0;
    for await (const chunk of answer.content) {
      for (const part of parts(chunk)) {
        if (!(await credits.take(stream.deadlineMs))) return;
        this.respond(message, 'part', part, { [PART_HEADER]: String((sent += 1)) });
      }
    }
    this.respond(message, 'end');
  }

  private respond(
    message: Msg,
    kind: FrameKind,
    payload: Uint8Array = new Uint8Array(),
    more: Record<string, string> = {},
  ): void {
    message.respond(payload, { headers: outgoingHeaders({ [FRAME_HEADER]: kind, ...more }) });
  }

  private facts(stream: StreamDefinition) {
    return { type: `${stream.service}.${stream.name}`, version: 1, source: this.service };
  }
}

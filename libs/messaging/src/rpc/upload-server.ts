import type { NatsConnection } from '@nats-io/nats-core';
import { uploadSubject, type ServiceName, type UploadDefinition } from '@unitfleet/contracts';
import { causedBy } from '../codec/cause';
import { unwrap, wrap } from '../codec/envelopes';
import { outgoingHeaders } from '../codec/headers';
import { encodeMessage } from '../codec/message-pack';
import { IncomingUpload } from './incoming-upload';
import { stayAlive } from './patience';
import { toErrorReply, type Reply } from './rpc-reply';
import type { Handler, RpcServer } from './rpc-server';
import { FRAME_HEADER, type FrameKind } from './stream-frames';

/**
 * Answers uploads of one process. The caller's reply subject is the ticket: on it the service asks for parts, says that it
 * is alive, and answers.
 */
export class UploadServer {
  constructor(
    private readonly connection: NatsConnection,
    private readonly service: ServiceName,
    private readonly rpc: RpcServer,
  ) {}

  serve(upload: UploadDefinition, handler: Handler): void {
    this.rpc.take(uploadSubject(upload), async (message) => {
      const ticket = message.reply;
      if (!ticket) return;
      const tell = (kind: FrameKind, payload: Uint8Array = new Uint8Array()) => {
        const headers = outgoingHeaders({ [FRAME_HEADER]: kind });
        this.connection.publish(ticket, payload, { reply: incoming.partsSubject, headers });
      };
      const incoming = new IncomingUpload(this.connection, upload.deadlineMs, () => tell('pull'));
      const rest = stayAlive(upload.deadlineMs, () => tell('alive'));
      const reply = await this.answer(upload, handler, message, incoming, tell);
      rest();
      const facts = { type: `${upload.service}.${upload.name}`, version: 1, source: this.service };
      // The answer goes before the parts' subject: else the caller would hear first that nobody takes its parts.
      tell('result', encodeMessage(wrap(facts, reply)));
      incoming.close();
    });
  }

  private async answer(
    upload: UploadDefinition,
    handler: Handler,
    message: { data: Uint8Array; subject: string },
    incoming: IncomingUpload,
    tell: (kind: FrameKind) => void,
  ): Promise<Reply> {
    try {
      const { data: request, id, actor, correlation } = unwrap(message.data, upload.request);
      tell('pull');
      const input = { request, content: incoming.content() };
      const result = await causedBy({ id, actor, correlation }, () => handler(input, { actor, correlation }));
      return { result: result ?? null };
    } catch (error) {
      this.rpc.report(message.subject, error);
      return toErrorReply(error);
    }
  }
}

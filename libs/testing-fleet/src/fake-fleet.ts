import type { NatsConnection } from '@nats-io/nats-core';
import {
  DomainError,
  type OperationDefinition,
  type OperationInput,
  type ServiceName,
  type StreamDefinition,
  type UploadDefinition,
  type UploadInput,
} from '@unitfleet/contracts';
import type { Call, StreamAnswer } from '@unitfleet/messaging';
import { RpcServer, StreamServer, UploadServer } from '@unitfleet/messaging/testing';
import { createLogger } from '@unitfleet/observability';

type Answer = (request: unknown, call: Call) => unknown;

/** Plays the services behind the gateway: answers what a test lets them, and remembers what they were asked. */
export class FakeFleet {
  private readonly servers = new Map<ServiceName, RpcServer>();
  private readonly answers = new Map<string, Answer>();
  private readonly questions = new Map<string, { request: unknown; call: Call }[]>();

  constructor(private readonly connection: NatsConnection) {}

  /** From now on the operation answers so; what it throws goes back as an error. */
  on<Operation extends OperationDefinition>(
    operation: Operation,
    answer: (request: OperationInput<Operation>, call: Call) => unknown,
  ): void {
    const key = `${operation.service}.${operation.name}`;
    if (!this.answers.has(key))
      this.serverOf(operation.service).serve(operation, (request, call) =>
        this.take(key, request, call as Call),
      );
    this.answers.set(key, answer as Answer);
  }

  onStream(stream: StreamDefinition, answer: (request: Record<string, unknown>) => StreamAnswer): void {
    const rpc = this.serverOf(stream.service);
    const key = `${stream.service}.${stream.name}`;
    if (!this.answers.has(key))
      new StreamServer(this.connection, stream.service, rpc).serve(stream, (request, call) =>
        this.take(key, request, call as Call),
      );
    this.answers.set(key, answer as unknown as Answer);
  }

  /** The content is read to its end and kept with the request, as `content`. */
  onUpload(upload: UploadDefinition, answer: (request: Record<string, unknown>) => unknown): void {
    const rpc = this.serverOf(upload.service);
    const key = `${upload.service}.${upload.name}`;
    if (!this.answers.has(key))
      new UploadServer(this.connection, upload.service, rpc).serve(upload, async (input, call) => {
        const { request, content } = input as UploadInput<UploadDefinition>;
        const parts: Uint8Array[] = [];
        for await (const part of content) parts.push(part);
        return this.take(key, { ...(request as object), content: Buffer.concat(parts) }, call as Call);
      });
    this.answers.set(key, answer as Answer);
  }

  /** The last request of an operation and its asker. */
  last(operation: OperationDefinition | StreamDefinition | UploadDefinition) {
    const asked = this.questions.get(`${operation.service}.${operation.name}`)?.at(-1);
    if (!asked) throw new Error(`nobody asked ${operation.service}.${operation.name}`);
    return { request: asked.request as Record<string, unknown>, actor: asked.call.actor };
  }

  count(operation: OperationDefinition | UploadDefinition): number {
    return this.questions.get(`${operation.service}.${operation.name}`)?.length ?? 0;
  }

  /** How many questions there were, whatever they were about. */
  total(): number {
    return [...this.questions.values()].reduce((sum, questions) => sum + questions.length, 0);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.servers.values()].map((server) => server.drain()));
  }

  private async take(key: string, request: unknown, call: Call): Promise<unknown> {
    this.questions.set(key, [...(this.questions.get(key) ?? []), { request, call }]);
    const answer = this.answers.get(key);
    if (!answer) throw new DomainError('Internal', 'nothing to answer');
    return answer(request, call);
  }

  private serverOf(service: ServiceName): RpcServer {
    const known = this.servers.get(service);
    if (known) return known;
    const server = new RpcServer(this.connection, service, createLogger(service, 'CRITICAL'));
    this.servers.set(service, server);
    return server;
  }
}

import type { Socket } from 'node:net';
import type { IConnectPacket } from 'mqtt-packet';
import type { Authorizer } from '../access/authorizer';
import { type CloseReason, GRACEFUL } from './close-reason';
import type { BrokerCore, Listener } from './core';
import { type Frame, FrameReader } from './frame-reader';
import { admit, type Client } from './handshake';
import type { Message } from './message';
import * as codec from './packet-codec';
import { PendingPackets } from './pending-packets';
import { receivePublish, receiveRelease } from './receive-publish';
import { RateLimiter } from './rate-limiter';
import type { Outlet, Session } from './session';
import { receiveSubscribe, receiveUnsubscribe } from './receive-subscribe';
import { SocketWriter } from './socket-writer';
import { validTopic } from './topic';

/** Unsent answers of a client that never reads. */
const MAX_UNSENT = 16 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 15_000;
const LINGER_MS = 2_000;

/**
 * One client's socket. Packets are handled in the order they came: one that needs a decision of the hook holds back
 * those behind it, except pings and acknowledgements.
 */
export class Connection implements Outlet {
  client: Client | null = null;
  authorizer: Authorizer | null = null;
  session: Session<Connection> | null = null;
  readonly writer: SocketWriter;
  closedBy: CloseReason | null = null;
  private readonly reader: FrameReader;
  private readonly pending: PendingPackets;
  private readonly holds = new Set<'withheld' | 'rate'>();
  private limiter: RateLimiter | null = null;
  private will: Frame | null = null;
  /** A packet is being worked on, or the CONNECT is. */
  private busy = false;
  private begun = false;
  private saidGoodbye = false;
  private lastReceived = Date.now();
  private closedAt = 0;

  constructor(
    private readonly socket: Socket,
    readonly listener: Listener,
    readonly core: BrokerCore,
  ) {
    this.pending = new PendingPackets(core.options.withheld);
    this.reader = new FrameReader(core.options.maxPacketBytes, (first, bytes, start, end) =>
      this.receive(first, bytes, start, end),
    );
    this.writer = new SocketWriter(socket, core.round, () => this.session?.pump());
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    // 'close' follows; a broken connection is nothing unusual.
    socket.on('error', () => undefined);
    socket.on('close', () => this.close(this.saidGoodbye ? 'normal' : 'tcp_closed'));
  }

  get blocked(): boolean {
    return this.writer.blocked;
  }

  sendPublish(message: Message, qos: number, packetId: number, dup: boolean): void {
    this.writer.publish(message, qos, packetId, dup);
  }

  /** Ends the connection; its session stays when it is persistent. */
  close(reason: CloseReason): void {
    if (this.closedBy) return;
    this.closedBy = reason;
    this.closedAt = Date.now();
    this.writer.close();
    if (reason === 'normal' || reason === 'not_authorized') this.socket.end();
    else this.socket.destroy();
    if (!GRACEFUL.has(reason)) this.pending.clear();
    const { session, client, core } = this;
    if (!session || !client) return;
    core.registry.leave(session);
    core.metrics.counters['client.disconnected']++;
    core.events.disconnected(client, reason);
    const silent = this.saidGoodbye || reason === 'kicked' || reason === 'shutdown';
    if (this.will && !silent) this.enqueue(this.will);
  }

  /** Once a second: time limits, without a timer per connection. */
  check(now: number): void {
    if (this.closedBy) {
      if (now - this.closedAt > LINGER_MS) this.socket.destroy();
      return;
    }
    const { client } = this;
    if (this.writer.unsent > MAX_UNSENT) return this.close('slow_consumer');
    if (!client) {
      if (!this.begun && now - this.lastReceived > CONNECT_TIMEOUT_MS) this.close('connect_timeout');
      return;
    }
    if (client.expireAt !== null && now >= client.expireAt) return this.close('auth_expired');
    // A socket that we do not read cannot be blamed for silence.
    const silence = this.holds.size > 0 ? 0 : now - this.lastReceived;
    if (client.keepaliveSeconds > 0 && silence > client.keepaliveSeconds * 1500)
      this.close('keepalive_timeout');
  }

  private read(chunk: Buffer): void {
    if (this.closedBy) return;
    this.lastReceived = Date.now();
    const error = this.reader.push(chunk);
    if (error) this.close(error === 'packet_too_large' ? error : 'protocol_error');
  }

  private receive(first: number, bytes: Buffer, start: number, end: number): boolean {
    const type = first >> 4;
    if (type === codec.DISCONNECT) this.saidGoodbye = true;
    if (!this.begun) {
      this.begun = true;
      if (type === codec.CONNECT) this.workOn(this.connect({ first, bytes, start, end }));
      else this.close('protocol_error');
    } else if (this.client && this.answersAtOnce(type, bytes, start, end)) {
      // Done.
    } else if (this.busy) {
      this.enqueue({ first, bytes, start, end });
    } else {
      const work = this.handle(first, bytes, start, end);
      if (work) this.workOn(work);
    }
    return this.closedBy === null;
  }

  /** What comes meanwhile waits; a failure that nobody foresaw costs this one client its connection. */
  private workOn(work: Promise<void>): void {
    this.busy = true;
    work
      .then(() => this.drain())
      .catch((error: unknown) => {
        this.core.options.log({
          event: 'connection_failed',
          clientid: this.client?.clientId,
          error: String(error),
        });
        this.close('protocol_error');
      });
  }

  private enqueue(frame: Frame): void {
    this.pending.push(frame);
    if (this.pending.full) this.hold('withheld');
    if (!this.busy) this.workOn(Promise.resolve());
  }

  private async drain(): Promise<void> {
    for (let frame = this.pending.shift(); frame; frame = this.pending.shift()) {
      if (this.pending.roomy) this.release('withheld');
      const work = this.handle(frame.first, frame.bytes, frame.start, frame.end);
      if (work) await work;
    }
    this.busy = false;
  }

  private async connect(frame: Frame): Promise<void> {
    const packet = codec.decodePacket(frame);
    if (packet?.cmd !== 'connect' || (packet.will && !validTopic(packet.will.topic))) {
      return this.close('protocol_error');
    }
    const peer = {
      host: (this.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
      port: this.socket.remotePort ?? 0,
    };
    const admission = await admit(packet, peer, this.listener, this.core, () => this.closedBy !== null);
    if (this.closedBy) return;
    if ('refused' in admission) {
      this.core.metrics.counters['client.refused']++;
      this.writer.raw(
        codec.encodePacket({ cmd: 'connack', returnCode: admission.refused, sessionPresent: false }),
      );
      this.pending.clear();
      return this.close('not_authorized');
    }
    this.enter(admission.client, admission.authorizer, packet);
  }

  private enter(client: Client, authorizer: Authorizer, packet: IConnectPacket): void {
    const { core, listener } = this;
    this.client = client;
    this.authorizer = authorizer;
    this.limiter = RateLimiter.forZone(listener.zone);
    const { session, present } = core.registry.open(client.clientId, client.clean, listener.zone);
    session.username = client.username;
    this.session = session;
    if (packet.will) this.will = codec.willFrame(packet.will);
    const sessionPresent = present && client.protocolVersion === 4;
    this.writer.raw(codec.encodePacket({ cmd: 'connack', returnCode: 0, sessionPresent }));
    core.metrics.counters['client.connected']++;
    core.events.connected(client);
    session.resume(this);
  }

  /** Packets that nothing may hold back. */
  private answersAtOnce(type: number, bytes: Buffer, start: number, end: number): boolean {
    if (type === codec.PINGREQ) {
      this.writer.raw(codec.PINGRESP);
      return true;
    }
    if (type !== codec.PUBACK) return false;
    const packetId = codec.decodePacketId(bytes, start, end);
    if (packetId === null) this.close('protocol_error');
    else if (!this.session?.acknowledge(packetId)) this.core.metrics.counters['packets.puback.missed']++;
    return true;
  }

  private handle(first: number, bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const type = first >> 4;
    if (type === codec.PUBLISH) {
      const wait = this.limiter?.take(end - start) ?? 0;
      if (wait > 0) this.holdFor(wait);
      return receivePublish(this, first, bytes, start, end);
    }
    if (this.closedBy) return undefined;
    if (type === codec.SUBSCRIBE) return receiveSubscribe(this, { first, bytes, start, end });
    if (type === codec.UNSUBSCRIBE) receiveUnsubscribe(this, { first, bytes, start, end });
    else if (type === codec.PUBREL) receiveRelease(this, bytes, start, end);
    // What a client sent before its CONNACK waited here too.
    else if (!this.answersAtOnce(type, bytes, start, end)) {
      this.close(type === codec.DISCONNECT ? 'normal' : 'protocol_error');
    }
    return undefined;
  }

  private holdFor(milliseconds: number): void {
    if (this.holds.has('rate')) return;
    this.hold('rate');
    setTimeout(() => this.release('rate'), milliseconds).unref();
  }

  private hold(reason: 'withheld' | 'rate'): void {
    this.holds.add(reason);
    this.socket.pause();
  }

  private release(reason: 'withheld' | 'rate'): void {
    if (!this.holds.delete(reason) || this.holds.size > 0) return;
    this.lastReceived = Date.now();
    this.socket.resume();
  }
}

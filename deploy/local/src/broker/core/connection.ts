import { generate } from 'mqtt-packet';
import type { Authorizer } from '../access/authorizer';
import type { WillPacket } from '../wire/connect-packet';
import { PacketError } from '../wire/reason-code';
import { type CloseReason, closeReasonOf, GRACEFUL, toldOnClose } from './close-reason';
import type { BrokerCore, Listener } from './core';
import { FrameReader } from './frame-reader';
import type { Client } from './handshake';
import { Inbox, type InboxOwner } from './inbox';
import type { Message } from './message';
import type { ModernClient } from './modern-client';
import * as codec from './packet-codec';
import type { RateLimiter } from './rate-limiter';
import { Reading } from './reading';
import { isAnswer, receiveAnswer } from './receive-answer';
import { receiveRelease } from './awaiting-release';
import { type Entered, receiveConnect } from './receive-connect';
import { receiveFarewell } from './receive-farewell';
import { receivePublish } from './receive-publish';
import { receiveSubscribe, receiveUnsubscribe } from './receive-subscribe';
import type { Outlet, Session } from './session';
import { SocketWriter } from './socket-writer';
import type { Transport } from './transport';
import { publishWill, willDelayMs } from './will';

/** Unsent answers of a client that never reads. */
const MAX_UNSENT = 16 * 1024 * 1024;
const LINGER_MS = 2_000;
const PUBREL = 0x62;

/**
 * One client's socket. Packets are handled in the order they came: one that needs a decision of the hook holds back
 * those behind it, except pings and acknowledgements.
 */
export class Connection implements Outlet, InboxOwner {
  client: Client | null = null;
  authorizer: Authorizer | null = null;
  session: Session<Connection> | null = null;
  modern: ModernClient | null = null;
  window = 0;
  readonly writer: SocketWriter;
  closedBy: CloseReason | null = null;
  private readonly reader: FrameReader;
  private readonly reading: Reading;
  private readonly inbox: Inbox;
  private limiter: RateLimiter | null = null;
  private will: WillPacket | null = null;
  private begun = false;
  private saidGoodbye = false;
  private readonly openedAt = Date.now();
  private lastReceived = Date.now();
  private closedAt = 0;

  constructor(
    private readonly transport: Transport,
    readonly listener: Listener,
    readonly core: BrokerCore,
  ) {
    this.inbox = new Inbox(core.options.withheld, this);
    this.reading = new Reading(transport);
    this.reader = new FrameReader(listener.zone.maxPacketBytes, (first, bytes, start, end) =>
      this.receive(first, bytes, start, end),
    );
    this.writer = new SocketWriter(transport, core.round, () => this.haveRoom());
    transport.on('data', (chunk: Buffer) => this.read(chunk));
    // 'close' follows; a broken connection is nothing unusual.
    transport.on('error', () => undefined);
    transport.on('close', () => this.close(this.saidGoodbye ? 'normal' : 'tcp_closed'));
  }

  get blocked(): boolean {
    return this.writer.blocked;
  }

  get peer(): { host: string; port: number } {
    const { remoteAddress = '', remotePort = 0 } = this.transport;
    return { host: remoteAddress.replace(/^::ffff:/, ''), port: remotePort };
  }

  sendPublish(message: Message, qos: number, packetId: number, dup: boolean): boolean {
    if (this.modern !== null) return this.modern.send(this.writer, message, qos, packetId, dup);
    this.writer.publish(message, qos, packetId, dup);
    return true;
  }

  sendRelease(packetId: number): void {
    this.writer.answer(PUBREL, packetId);
  }

  /** The client is let in; its CONNACK is on its way. */
  enter({ client, authorizer, session, modern, will, window, limiter }: Entered): void {
    this.client = client;
    this.authorizer = authorizer;
    this.session = session;
    this.modern = modern;
    this.will = will;
    this.window = window;
    this.limiter = limiter;
    this.core.metrics.counters['client.connected']++;
    this.core.events.connected(client);
    session.resume(this);
  }

  /** Ends the connection; its session stays when it is persistent. An MQTT 5 client is told why. */
  close(reason: CloseReason): void {
    if (this.closedBy) return;
    this.closedBy = reason;
    this.closedAt = Date.now();
    this.core.metrics.closed[reason]++;
    const code = this.modern === null ? null : toldOnClose(reason);
    if (code !== null)
      this.writer.raw(generate({ cmd: 'disconnect', reasonCode: code }, { protocolVersion: 5 }));
    this.writer.close();
    if (code !== null || reason === 'normal' || reason === 'not_authorized') this.transport.end();
    else this.transport.destroy();
    // Whoever is not read would not be seen to close.
    this.transport.resume();
    if (!GRACEFUL.has(reason)) this.inbox.clear();
    this.leave(reason);
  }

  /** The client broke the rules. */
  closeFor(error: PacketError): void {
    this.saidGoodbye = false;
    this.close(closeReasonOf(error.code));
  }

  /** Once a second: time limits, without a timer per connection. */
  check(now: number): void {
    if (this.closedBy) {
      if (now - this.closedAt > LINGER_MS) this.transport.destroy();
      return;
    }
    const { client, listener } = this;
    const { connectTimeoutSeconds, sendTimeoutSeconds } = listener.zone;
    const isStuck = this.writer.stuckSeconds(now) > (sendTimeoutSeconds || Infinity);
    if (isStuck || this.writer.unsent > MAX_UNSENT) return this.close('slow_consumer');
    if (!client) {
      if (!this.begun && now - this.openedAt > connectTimeoutSeconds * 1000) this.close('connect_timeout');
      return;
    }
    if (client.expireAt !== null && now >= client.expireAt) return this.close('auth_expired');
    // A socket that we do not read cannot be blamed for silence.
    const heardAt = this.reading.held ? now : Math.max(this.lastReceived, this.reading.resumedAt);
    if (client.keepaliveSeconds > 0 && now - heardAt > client.keepaliveSeconds * 1500)
      this.close('keepalive_timeout');
  }

  private leave(reason: CloseReason): void {
    const { session, client, core } = this;
    if (!session || !client) return;
    const silent = this.saidGoodbye || reason === 'kicked' || reason === 'shutdown';
    const will = silent ? null : this.will;
    const delayMs = will ? Math.min(willDelayMs(will), session.expirySeconds * 1000) : 0;
    if (will && delayMs > 0)
      session.delayedWill = { at: Date.now() + delayMs, publish: () => void publishWill(this, will) };
    core.registry.leave(session);
    core.metrics.counters['client.disconnected']++;
    core.events.disconnected(client, reason);
    if (will && delayMs === 0) this.inbox.doLast(() => publishWill(this, will));
  }

  private read(chunk: Buffer): void {
    if (this.closedBy) return;
    this.lastReceived = Date.now();
    const { limiter } = this;
    if (limiter !== null) this.slowDown(limiter.takeBytes(chunk.length));
    try {
      const error = this.reader.push(chunk);
      if (error) this.close(error === 'packet_too_large' ? error : 'malformed_packet');
      else if (!this.closedBy && !this.listener.trusted && this.writer.blocked) this.hold('unread');
    } catch (error) {
      this.fail(error);
    }
  }

  private receive(first: number, bytes: Buffer, start: number, end: number): boolean {
    const type = first >> 4;
    // Known at once, also when it waits behind other packets: the socket may close meanwhile.
    if (type === codec.DISCONNECT) this.saidGoodbye = end === start || bytes[start] === 0;
    if (!this.begun) {
      this.begun = true;
      if (type === codec.CONNECT) this.inbox.workOn(receiveConnect(this, { first, bytes, start, end }));
      else this.close('protocol_error');
    } else if (!this.client || !this.answersAtOnce(first, bytes, start, end)) {
      this.inbox.take(first, bytes, start, end);
    }
    return this.closedBy === null;
  }

  /** Costs this one client its connection. */
  fail(error: unknown): void {
    if (error instanceof PacketError) return this.closeFor(error);
    // A defect of the broker's: nobody else is to suffer from it.
    this.core.options.log({
      event: 'connection_failed',
      clientid: this.client?.clientId,
      error: error instanceof Error ? error.stack : String(error),
    });
    this.close('internal_error');
  }

  withhold(isFull: boolean): void {
    if (isFull) this.hold('withheld');
    else this.reading.release('withheld');
  }

  /** Packets that nothing may hold back. */
  private answersAtOnce(first: number, bytes: Buffer, start: number, end: number): boolean {
    if (!isAnswer(first >> 4)) return false;
    receiveAnswer(this, first, bytes, start, end);
    return true;
  }

  handle(first: number, bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const type = first >> 4;
    if (type === codec.PUBLISH) {
      const { limiter } = this;
      if (limiter !== null) this.slowDown(limiter.takeMessage());
      return receivePublish(this, first, bytes, start, end);
    }
    const frame = { first, bytes, start, end };
    if (type === codec.DISCONNECT) receiveFarewell(this, frame);
    if (this.closedBy) return undefined;
    if (type === codec.SUBSCRIBE) return receiveSubscribe(this, frame);
    if (type === codec.UNSUBSCRIBE) receiveUnsubscribe(this, frame);
    else if (type === codec.PUBREL) receiveRelease(this, frame);
    // What a client sent before its CONNACK waited here too.
    else if (!this.answersAtOnce(first, bytes, start, end)) this.close('protocol_error');
    return undefined;
  }

  private haveRoom(): void {
    this.reading.release('unread');
    this.session?.pump();
  }

  private slowDown(milliseconds: number): void {
    if (milliseconds <= 0 || !this.hold('rate')) return;
    setTimeout(() => this.reading.release('rate'), milliseconds).unref();
  }

  private hold(reason: 'rate' | 'withheld' | 'unread'): boolean {
    const isNew = this.reading.hold(reason);
    if (isNew) this.core.metrics.rare[`client.paused.${reason}`]++;
    return isNew;
  }
}

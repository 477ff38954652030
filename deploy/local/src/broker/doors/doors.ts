import type { Socket } from 'node:net';
import type { BrokerMetrics } from '../broker-metrics';
import type { Transport } from '../core/transport';
import type { BrokerOptions, Zone } from '../options';
import { Doorway } from './doorway';
import { secureEntry } from './secure-entry';
import { webSocketEntry } from './web-socket-entry';

/** A port that is to be opened. */
export interface Door {
  /** EMQX's name of such a listener. */
  readonly name: string;
  readonly doorway: Doorway;
  readonly host: string;
  readonly port: number;
  /** Who needs the port, for the message when it is taken. */
  readonly purpose: string;
}

/** Gives, for the listener's name, what takes its connections. */
type Welcome = (name: string) => (transport: Transport) => void;

/**
 * The ports for devices: plain MQTT, and those of TLS and WebSockets that are wanted.
 *
 * @throws Error when a secure one is wanted without a certificate, or with one that does not fit its key
 */
export function deviceDoors(options: BrokerOptions, metrics: BrokerMetrics, welcome: Welcome): Door[] {
  const { doors, zones, host, port } = options;
  const zone = zones.device;
  const open = door(zone, host, metrics);
  const secure = (enter: (socket: Socket) => void) => {
    if (!doors.tls) throw new Error('MQTT over TLS needs a certificate and its key');
    return secureEntry(doors.tls, metrics, enter);
  };
  const webSocket = (name: string) => webSocketEntry(zone.maxPacketBytes, metrics, welcome(name));
  const all = [open('tcp:default', port, 'the MQTT broker, for devices', welcome('tcp:default'))];
  const { tlsPort, webSocketPort, secureWebSocketPort } = doors;
  if (tlsPort !== null)
    all.push(open('ssl:default', tlsPort, 'MQTT over TLS', secure(welcome('ssl:default'))));
  if (webSocketPort !== null)
    all.push(open('ws:default', webSocketPort, 'MQTT over WebSocket', webSocket('ws:default')));
  if (secureWebSocketPort !== null)
    all.push(
      open(
        'wss:default',
        secureWebSocketPort,
        'MQTT over secure WebSocket',
        secure(webSocket('wss:default')),
      ),
    );
  return all;
}

/** The port of our own services, on this machine alone. */
export function internalDoor(options: BrokerOptions, metrics: BrokerMetrics, welcome: Welcome): Door {
  const purpose = "the MQTT broker, for the platform's own services";
  const open = door(options.zones.internal, '127.0.0.1', metrics);
  return open('tcp:internal', options.internal.port, purpose, welcome('tcp:internal'));
}

const door =
  (zone: Zone, host: string, metrics: BrokerMetrics) =>
  (name: string, port: number, purpose: string, enter: (socket: Socket) => void): Door => ({
    name,
    doorway: new Doorway(zone, metrics, enter),
    host,
    port,
    purpose,
  });

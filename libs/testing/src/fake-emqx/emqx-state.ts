import type { z } from 'zod';
import {
  authorizationSettingsSchema,
  globalZoneSchema,
  retainerSchema,
  sourceSchema,
  type authenticatorSchema,
  type listenerSchema,
} from './emqx-schema';

export type Authenticator = z.infer<typeof authenticatorSchema>;
export type Source = z.infer<typeof sourceSchema>;
export type Listener = z.infer<typeof listenerSchema>;

/** A client that the test says is there. */
export interface FakeClient {
  readonly clientid: string;
  readonly username: string;
  /** Default true; false: only its session is there. */
  readonly connected?: boolean;
  /** What it is subscribed to. */
  readonly filters?: readonly string[];
}

/** What EMQX holds; a new one is as an EMQX with nothing but its default configuration. */
export class EmqxState {
  readonly authenticators = new Map<string, Authenticator>();
  /** In the order in which they are asked. */
  sources: Source[] = [
    sourceSchema.parse({
      type: 'file',
      rules: '{allow, {ipaddr, "127.0.0.1"}, all, ["$SYS/#", "#"]}.\n{allow, all}.',
    }),
  ];
  authorizationSettings = authorizationSettingsSchema.parse({});
  globalZone = globalZoneSchema.parse({});
  retainer = retainerSchema.parse({});
  readonly listeners = new Map<string, Listener>();
  readonly clients = new Map<string, FakeClient>();
  readonly alarms: Record<string, unknown>[] = [];
  readonly rules: Record<string, unknown>[] = [];
  readonly tokens = new Set<string>();

  /** @param isOpen whether its configuration file lets devices in at once, as EMQX's own does */
  constructor(isOpen: boolean) {
    for (const [type, port] of [
      ['tcp', 1883],
      ['ssl', 8883],
      ['ws', 8083],
      ['wss', 8084],
    ] as const)
      this.addListener({ id: `${type}:default`, type, bind: `0.0.0.0:${port}`, enable: isOpen });
    this.addListener({
      id: 'tcp:internal',
      type: 'tcp',
      bind: '0.0.0.0:11883',
      zone: 'internal',
      enable: true,
    });
  }

  private addListener(listener: Listener): void {
    this.listeners.set(listener.id, {
      zone: 'default',
      acceptors: 16,
      enable_authn: true,
      max_connections: 'infinity',
      mountpoint: '',
      proxy_protocol: false,
      access_rules: ['allow all'],
      ...listener,
      running: listener.enable === true,
    });
  }
}

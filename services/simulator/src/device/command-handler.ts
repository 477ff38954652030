import type { CommandName, CommandOutcome, Tally } from '../report/tally';
import { firmwareDocuments } from './firmware-archive';
import {
  type DeviceIdentity,
  type EnvDocument,
  identityOf,
  type SchemaDocument,
  topicsOf,
} from './device-identity';
import type { DeviceApi } from './device-api';
import type { DeviceLibrary } from './device-library';
import type { DeviceSession } from './device-session';
import type { LogEntry } from './traffic';

/** The device that is commanded. */
export interface CommandedDevice {
  readonly world: { readonly api: DeviceApi; readonly tally: Tally };
  readonly library: DeviceLibrary;
  readonly session: DeviceSession;
  identity: DeviceIdentity;
  /** Ends the connection and comes back a little later. */
  restart(): void;
  recentLogs(): readonly LogEntry[];
  log(text: string, now: number): void;
}

/** MicroPython sends the lines of its log one by one. */
const LINE_PAUSE_MS = 50;

/** Answers the platform's commands as the device's library does (`docs/protocol/device.md 7.1`). */
export class CommandHandler {
  private last: Promise<void> = Promise.resolve();
  private waiting = 0;
  /** How often the program was started anew: what it had not yet come to is forgotten then. */
  private life = 0;

  constructor(private readonly device: CommandedDevice) {}

  /** One after the other, in the order they came. */
  take(command: CommandName, payload: string): void {
    if (this.waiting > 0 && this.device.library.isDeafWhileBusy) return this.count(command, 'missed');
    const { life } = this;
    this.waiting += 1;
    this.last = this.last.then(async () => {
      if (life === this.life) await this.obey(command, payload);
      else this.count(command, 'missed');
      this.waiting -= 1;
    });
  }

  private async obey(command: CommandName, payload: string): Promise<void> {
    try {
      this.count(command, await this.handle(command, payload));
    } catch (error) {
      this.count(command, 'failed');
      this.device.world.tally.add(`error.${command}: ${(error as Error).message}`);
    }
  }

  private count(command: CommandName, outcome: CommandOutcome): void {
    this.device.world.tally.add(`command.${command}.${outcome}`);
  }

  private async handle(command: CommandName, payload: string): Promise<CommandOutcome> {
    switch (command) {
      case 'Update':
        return this.update(JSON.parse(payload));
      case 'EnvUpdate':
        return this.takeEnv();
      case 'SchemaUpdate':
        return this.takeSchema();
      case 'LogSync':
        return this.sendLogs();
    }
  }

  private async update(wanted: Record<string, unknown>): Promise<CommandOutcome> {
    const { device } = this;
    const { world, identity } = device;
    if (wanted['PU_COMMIT_VERSION'] === identity.commit) return 'ignored';
    const link = wanted['COMPILED_FIRMWARE_LINK'];
    if (device.library.name === 'go') {
      // It takes binaries alone, and leaves env and schema as they are until it is told of them (oddity B11).
      if (typeof link !== 'string') return 'ignored';
      await world.api.download(link);
    } else {
      const path = `/units/firmware/tgz/${identity.unitUuid}?wbits=9&level=9`;
      const { env, schema } = await firmwareDocuments(await world.api.get(path, identity.token));
      device.identity = identityOf(identity.unitUuid, env, schema);
    }
    device.log(`Update to ${device.identity.commit}`, performance.now());
    this.life += 1;
    device.restart();
    return 'handled';
  }

  private async takeEnv(): Promise<CommandOutcome> {
    const { unitUuid, token, topics } = this.device.identity;
    const env = await this.fetch<EnvDocument>(`/units/env/${unitUuid}`, token);
    this.device.identity = { ...identityOf(unitUuid, env, {}), topics };
    return 'handled';
  }

  private async takeSchema(): Promise<CommandOutcome> {
    const { device } = this;
    const { unitUuid, token, topics: before } = device.identity;
    const schema = await this.fetch<SchemaDocument>(`/units/get_current_schema/${unitUuid}`, token);
    const topics = topicsOf(schema);
    device.identity = { ...device.identity, topics };
    const now = performance.now();
    const wanted = [...topics.baseInputs, ...topics.inputs];
    const had = [...before.baseInputs, ...before.inputs];
    if (device.library.name === 'go') {
      device.session.unsubscribe(without(had, wanted), now);
      device.session.subscribe(without(wanted, had), now);
    } else {
      device.session.subscribe(wanted, now);
    }
    return 'handled';
  }

  private async sendLogs(): Promise<CommandOutcome> {
    const { device } = this;
    const topic = device.identity.topics.log;
    if (!topic) return 'ignored';
    const logs = [...device.recentLogs()];
    if (device.library.name !== 'micropython') {
      device.session.publish('log', topic, JSON.stringify(logs), performance.now());
      return 'handled';
    }
    for (const entry of logs) {
      device.session.publish('log', topic, JSON.stringify(entry), performance.now());
      await new Promise((resolve) => setTimeout(resolve, LINE_PAUSE_MS));
    }
    return 'handled';
  }

  private async fetch<Document>(path: string, token: string): Promise<Document> {
    return JSON.parse((await this.device.world.api.get(path, token)).toString('utf8')) as Document;
  }
}

const without = (topics: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others);
  return topics.filter((topic) => !known.has(topic));
};

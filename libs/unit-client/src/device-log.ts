import type { ClientEmitter } from './client-events';
import { LogFile } from './log-file';
import { LogUplink } from './log-uplink';
import { Logger } from './logger';
import type { MqttPort } from './mqtt-port';
import type { PepeunitClientOptions } from './pepeunit-client.options';
import { BaseOutputTopicType } from './protocol.enums';
import type { Schema } from './schema';
import type { SchemaTraffic } from './schema-traffic';
import type { Settings } from './settings';

const MESSAGE_BYTES = 64 * 1024;

/** A device's log with its ways to the file, the console, the platform and the listeners. */
export function createDeviceLog(
  options: PepeunitClientOptions,
  { settings, schema, traffic, mqtt, emitter }: LogParts,
): { logger: Logger; uplink: LogUplink } {
  const uplink = new LogUplink({
    isConnected: () => mqtt?.connected === true && schema.publishes(BaseOutputTopicType.Log),
    publish: (payload) => traffic.publish(BaseOutputTopicType.Log, payload),
    maxWaiting: () => settings.PU_MAX_LOG_LENGTH,
    maxBytes: Math.min(MESSAGE_BYTES, options.maxPayloadBytes ?? MESSAGE_BYTES),
  });
  const file = new LogFile(options.logFilePath, () => settings.PU_MAX_LOG_LENGTH);
  const logger = new Logger(settings, file, {
    publish: (entry) => mqtt && uplink.send(entry),
    console: options.consoleLogEnabled ? (line) => process.stdout.write(`${line}\n`) : undefined,
    tell: (entry) => emitter.tell('log', entry),
  });
  return { logger, uplink };
}

export interface LogParts {
  settings: Settings;
  schema: Schema;
  traffic: SchemaTraffic;
  mqtt: MqttPort | undefined;
  emitter: ClientEmitter;
}

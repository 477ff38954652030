import type { TlsOptions } from './broker-address';
import type { MqttPort } from './mqtt-port';
import type { RestartMode } from './protocol.enums';
import type { RestClient } from './rest-client';
import type { ProcessControl } from './restart';
import type { UpdatePolicy } from './update/update-policy';

/** Construction of a `PepeunitClient` (docs/protocol/device.md 9). */
export interface PepeunitClientOptions {
  envFilePath: string;
  schemaFilePath: string;
  /** Absent, the log is kept in memory only. */
  logFilePath?: string;
  /** Commands, state, log and values over MQTT; on unless said otherwise. */
  enableMqtt?: boolean;
  /** Downloads and state storage over REST; on unless said otherwise. Without it, commands that download are refused. */
  enableRest?: boolean;
  /** Pause between two calls of the output handler, 100 ms unless said otherwise. */
  cycleSpeedMs?: number;
  /** `restart_exec` unless said otherwise. */
  restartMode?: RestartMode | `${RestartMode}`;
  /** Ignore an Update to the version that runs already; on unless said otherwise. */
  versionCheckEnabled?: boolean;
  /** Also write each log entry to standard output; off unless said otherwise. */
  consoleLogEnabled?: boolean;
  /** Quality of service of everything sent and subscribed: 1 (acknowledged) unless said otherwise. */
  qos?: 0 | 1;
  /** Publishes that may wait for their acknowledgement; 1,000 unless said otherwise. */
  maxPending?: number;
  /** Bytes of one payload; 255 KiB unless said otherwise. */
  maxPayloadBytes?: number;
  /** Certificates for a broker behind TLS (`PU_MQTT_PROTOCOL`). */
  tls?: TlsOptions;
  /** The exit code on which whoever supervises this process starts it again; see `restart_exec`. */
  supervisorExitCode?: number;
  /** How new versions are checked, tried and taken back. */
  update?: Partial<UpdatePolicy>;
  mqttClient?: MqttPort;
  restClient?: RestClient;
  processControl?: ProcessControl;
}

/** A message on a topic that the device subscribed. */
export interface InputMessage {
  topic: string;
  /** Names under which the schema lists the topic: of Inputs, or of a base input. */
  names: readonly string[];
  /** The payload as UTF-8 text. */
  payload: string;
  bytes: Buffer;
}

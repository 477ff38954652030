import { isStartedAsProgram, runLauncher } from './launch/run-launcher';

export { PepeunitClient, PepeunitClient as UnitClient } from './pepeunit-client';
export type { CustomUpdateHandler, MqttInputHandler, OutputHandler } from './pepeunit-client';
export type { InputMessage, PepeunitClientOptions } from './pepeunit-client.options';
export type { InputListener } from './input-dispatch';
export type { ClientEvents, UpdateProgress, UpdateStage } from './client-events';
export {
  BaseInputTopicType,
  BaseOutputTopicType,
  DestinationTopicType,
  LogLevel,
  RestartMode,
  SearchScope,
  SearchTopicType,
} from './protocol.enums';
export {
  ArchiveError,
  CipherError,
  DeviceFileError,
  MqttError,
  RestError,
  UnitClientError,
  UpdateError,
} from './errors';
export type { UnitClientErrorCode } from './errors';
export { AesGcmCipher } from './aes-gcm-cipher';
export { Settings } from './settings';
export { Schema } from './schema';
export type { TopicSection } from './schema';
export { Logger } from './logger';
export type { LogEntry } from './log-file';
export type { TlsOptions } from './broker-address';
export { MqttClient } from './mqtt-client';
export type { MqttClientOptions } from './mqtt-client';
export type { ConnectOptions, ConnectionEvent, MqttPort } from './mqtt-port';
export { ReconnectPause } from './reconnect-pause';
export type { ReconnectPauseOptions } from './reconnect-pause';
export { RestClient } from './rest-client';
export type { UnitCommand } from './rest-client';
export type {
  RestFilter,
  TargetVersion,
  UnitLogModel,
  UnitLogPage,
  UnitModel,
  UnitNodeModel,
  UnitNodePage,
  UnitPage,
} from './rest-models';
export { Launcher } from './launch/launcher';
export type { LaunchOptions } from './launch/launcher';
export type { ProcessControl, Successor } from './restart';
export { getSystemState } from './system-state';
export type { SystemState } from './system-state';
export type { UpdatePolicy } from './update/update-policy';
export { unpackArchive } from './archive';

// A library in one file is its own launcher: `node unit-client.js main.js`.
if (isStartedAsProgram(__filename)) void runLauncher(process.argv.slice(2));

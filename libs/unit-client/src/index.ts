export { PepeunitClient } from './pepeunit-client';
export type { CustomUpdateHandler, MqttInputHandler, OutputHandler } from './pepeunit-client';
export type { InputMessage, PepeunitClientOptions } from './pepeunit-client.options';
export {
  BaseInputTopicType,
  BaseOutputTopicType,
  DestinationTopicType,
  LogLevel,
  RestartMode,
  SearchScope,
  SearchTopicType,
} from './protocol.enums';
export { ArchiveError, DeviceFileError, MqttError, RestError } from './errors';
export { AesGcmCipher } from './aes-gcm-cipher';
export { Settings } from './settings';
export { Schema } from './schema';
export type { TopicSection } from './schema';
export { Logger } from './logger';
export type { LogEntry } from './log-file';
export { MqttClient } from './mqtt-client';
export type { MqttClientOptions } from './mqtt-client';
export type { ConnectOptions, MqttPort } from './mqtt-port';
export { RestClient } from './rest-client';
export type { UnitModel, UnitNodeModel, UnitNodePage, UnitPage } from './rest-models';
export type { ProcessControl } from './restart';
export { getSystemState } from './system-state';
export type { SystemState } from './system-state';
export { unpackArchive } from './archive';

import type { DeviceCommand } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const BackendTopicCommandEnum = wireEnum<DeviceCommand>()('BackendTopicCommand', {
  UPDATE: 'Update',
  ENV_UPDATE: 'EnvUpdate',
  SCHEMA_UPDATE: 'SchemaUpdate',
  LOG_SYNC: 'LogSync',
});

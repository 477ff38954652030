import { DEVICE_COMMANDS, type DeviceCommand } from '@unitfleet/contracts';
import { AnyText, Text } from '../../http/fields/body-fields';
import { QueryWholeNumber, RequiredQueryOneOf } from '../../http/fields/query-fields';

export class UnitEnvBody {
  /** The text of a JSON object. */
  @Text()
  env_json_string!: string;
}

export class StateStorageBody {
  @AnyText()
  state!: string;
}

export class CommandQuery {
  @RequiredQueryOneOf(DEVICE_COMMANDS)
  command!: DeviceCommand;
}

export class FirmwareQuery {
  @QueryWholeNumber()
  wbits?: number;

  @QueryWholeNumber()
  level?: number;
}

export class BrokerAuthBody {
  @Text()
  token!: string;

  @Text()
  topic!: string;
}

import type { FirmwareUpdateStatus } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const UnitFirmwareUpdateStatusEnum = wireEnum<FirmwareUpdateStatus>()('UnitFirmwareUpdateStatus', {
  REQUEST_SENT: 'RequestSent',
  ERROR: 'Error',
  SUCCESS: 'Success',
});

import type { LogLevel } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const LogLevelEnum = wireEnum<LogLevel>()('LogLevel', {
  DEBUG: 'Debug',
  INFO: 'Info',
  WARNING: 'Warning',
  ERROR: 'Error',
  CRITICAL: 'Critical',
});

import { PermissionsPanel } from '../permissions/permissions-panel';
import type { UnitTabProps } from './unit-tabs';

/** Who may see the Unit besides its owner. */
export const PermissionsTab = ({ unit }: UnitTabProps) => (
  <PermissionsPanel resourceType="UNIT" resourceUuid={unit.uuid} />
);

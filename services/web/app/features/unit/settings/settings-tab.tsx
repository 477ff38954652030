import { Stack } from '@mantine/core';
import type { UnitTabProps } from '../unit-tabs';
import { DeleteUnit } from './delete-unit';
import { UnitFacts } from './unit-facts';
import { UnitSettings } from './unit-settings';

/** How the Unit is called, who sees it, and its end. */
export const SettingsTab = ({ unit, repo }: UnitTabProps) => (
  <Stack gap="xl" maw={640}>
    <UnitSettings key={unit.uuid} unit={unit} repo={repo} />
    <UnitFacts unit={unit} />
    <DeleteUnit unit={unit} />
  </Stack>
);

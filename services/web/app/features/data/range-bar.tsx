import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isPreset, PRESETS, type Preset, type TimeRange } from './time-range';

interface RangeBarProps {
  readonly range: TimeRange;
  readonly onChange: (range: TimeRange) => void;
}

/** How much of the past is shown. */
export const RangeBar = ({ range, onChange }: RangeBarProps) => {
  const { t } = useTranslation('data');
  return (
    <SegmentedControl
      size="xs"
      style={{ alignSelf: 'flex-start' }}
      aria-label={t('range.label')}
      value={isPreset(range) ? range : ''}
      onChange={(value) => onChange(value as Preset)}
      data={PRESETS.map((preset) => ({ value: preset, label: t(`range.${preset}`) }))}
    />
  );
};

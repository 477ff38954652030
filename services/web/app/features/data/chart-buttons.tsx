import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isPreset, moved, zoomed, type TimeRange } from './time-range';

interface ChartButtonsProps {
  readonly range: TimeRange;
  readonly window: { fromMs: number; toMs: number };
  readonly onChange: (range: TimeRange) => void;
  readonly onReset: () => void;
}

/** Zoom and way through time without a mouse. */
export const ChartButtons = ({ range, window, onChange, onReset }: ChartButtonsProps) => {
  const { t } = useTranslation('data');
  const ways = [
    { name: 'earlier', icon: IconChevronLeft, to: () => moved(window, -1) },
    { name: 'closer', icon: IconZoomIn, to: () => zoomed(window, 0.5) },
    { name: 'wider', icon: IconZoomOut, to: () => zoomed(window, 2) },
    { name: 'later', icon: IconChevronRight, to: () => moved(window, 1) },
  ] as const;
  return (
    <Group gap={2} wrap="nowrap">
      {!isPreset(range) && (
        <Button size="compact-sm" variant="light" onClick={onReset}>
          {t('chart.reset')}
        </Button>
      )}
      {ways.map(({ name, icon: Picture, to }) => (
        <Tooltip key={name} label={t(`chart.${name}`)}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t(`chart.${name}`)}
            onClick={() => onChange(to())}
          >
            <Picture size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </Group>
  );
};

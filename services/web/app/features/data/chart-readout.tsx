import { Group, Text } from '@mantine/core';
import { useFormat } from '../../ui/format';
import type { ChartReading } from './chart-canvas';
import type { ChartColors } from './chart-colors';
import { Swatch } from './swatch';

interface ChartReadoutProps {
  readonly reading: ChartReading | null;
  readonly labels: readonly string[];
  readonly colors: ChartColors;
}

/** What is under the pointer; a line of the same height when there is nothing. */
export const ChartReadout = ({ reading, labels, colors }: ChartReadoutProps) => {
  const format = useFormat();
  const text = ([avg, min, max]: readonly (number | null | undefined)[]) => {
    if (avg === null || avg === undefined) return null;
    const bounds = min === max ? '' : ` (${format.number(min!, 4)} … ${format.number(max!, 4)})`;
    return `${format.number(avg, 4)}${bounds}`;
  };
  return (
    <Group gap="md" mih={22} aria-hidden wrap="nowrap" style={{ overflow: 'hidden', whiteSpace: 'nowrap' }}>
      {reading && (
        <Text size="sm" c="dimmed" className="numeric">
          {format.time(reading.seconds * 1_000)}
        </Text>
      )}
      {reading?.values.map((value, index) => {
        const said = text(value);
        return (
          said && (
            <Group key={labels[index]} gap={6} wrap="nowrap">
              <Swatch color={colors.of(index)} />
              <Text size="sm" className="numeric">
                {said}
              </Text>
            </Group>
          )
        );
      })}
    </Group>
  );
};

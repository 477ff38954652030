import { Group, Table, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import type { ChartColors } from './chart-colors';
import type { ChartFacts } from './chart-points';
import { Swatch } from './swatch';

interface ChartSummaryProps {
  readonly rows: readonly {
    readonly key: string;
    readonly label: string;
    readonly facts: ChartFacts | null;
  }[];
  readonly colors: ChartColors;
  readonly isHidden: (index: number) => boolean;
  readonly onToggle: (key: string) => void;
}

const COLUMNS = ['last', 'min', 'avg', 'max'] as const;

/** The chart in numbers: its legend, and what it says to those who do not see it. */
export const ChartSummary = ({ rows, colors, isHidden, onToggle }: ChartSummaryProps) => {
  const { t } = useTranslation('data');
  const format = useFormat();
  const number = (value: number | undefined) => (value === undefined ? '—' : format.number(value, 4));
  const valueOf = (facts: ChartFacts | null, column: (typeof COLUMNS)[number]) =>
    number(column === 'last' ? facts?.last.avg : facts?.[column]);
  const name = (label: string, index: number) => (
    <Group gap={8} wrap="nowrap">
      <Swatch color={colors.of(index)} isOff={isHidden(index)} />
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {label}
      </Text>
    </Group>
  );
  return (
    <Table.ScrollContainer
      minWidth={440}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t('chart.summary') } }}
    >
      <Table verticalSpacing={4} horizontalSpacing="xs" className="numeric">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('chart.series')}</Table.Th>
            {COLUMNS.map((column) => (
              <Table.Th key={column} ta="right">
                {t(`chart.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, label, facts }, index) => (
            <Table.Tr key={key}>
              <Table.Td miw={140}>
                {rows.length === 1 ? (
                  name(label, index)
                ) : (
                  <UnstyledButton
                    aria-pressed={!isHidden(index)}
                    aria-label={t('chart.toggle', { label })}
                    onClick={() => onToggle(key)}
                  >
                    {name(label, index)}
                  </UnstyledButton>
                )}
              </Table.Td>
              {COLUMNS.map((column) => (
                <Table.Td key={column} ta="right">
                  {valueOf(facts, column)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
};

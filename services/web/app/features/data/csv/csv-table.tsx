import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface CsvTableProps {
  readonly label: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Number of the first row. */
  readonly first: number;
  /** A column to look at. */
  readonly marked?: string | null;
}

const MARKED = 'light-dark(var(--mantine-color-red-3), var(--mantine-color-red-9))';

/** Rows of a file as they stand in it. */
export const CsvTable = ({ label, header, rows, first, marked }: CsvTableProps) => {
  const { t } = useTranslation('data');
  return (
    <Table.ScrollContainer minWidth={320} tabIndex={0} aria-label={label}>
      <Table verticalSpacing={4} withTableBorder aria-label={label} className="numeric">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('csv.row')}</Table.Th>
            {header.map((name) => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((cells, index) => (
            <Table.Tr key={first + index}>
              <Table.Td c="dimmed">{first + index}</Table.Td>
              {header.map((name, column) => (
                <Table.Td key={name} bg={name === marked ? MARKED : undefined}>
                  {cells[column] ?? ''}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
};

import { Table, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '../scroll-region';
import type { Rate } from '../readings';
import { ClientLine, type Client } from './client-line';
import { useUnitNames } from './use-unit-names';

const COLUMNS = ['client', 'state', 'received', 'sent', 'queued', 'address'] as const;

interface ClientTableProps {
  readonly clients: readonly Client[];
  readonly rates: ReadonlyMap<string, Rate>;
  readonly onChange: () => void;
}

/** Clients of the broker, with their Units. */
export const ClientTable = ({ clients, rates, onChange }: ClientTableProps) => {
  const { t } = useTranslation('admin');
  const names = useUnitNames(clients.flatMap(({ unitUuid }) => unitUuid ?? []));
  return (
    <ScrollRegion label={t('broker.clients')}>
      <Table miw={900} aria-label={t('broker.clients')}>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Table.Th key={column}>{t(`broker.column.${column}`)}</Table.Th>
            ))}
            <Table.Th>
              <VisuallyHidden>{t('broker.disconnect')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {clients.map((client) => (
            <ClientLine
              key={client.clientId}
              client={client}
              unitName={client.unitUuid ? names.get(client.unitUuid) : undefined}
              rate={rates.get(client.clientId)}
              onChange={onChange}
            />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollRegion>
  );
};

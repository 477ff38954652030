import { Center, Pagination, Skeleton, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../ui/problem-notice';
import { NodeLine } from './node-line';
import type { NodesSearch } from './nodes-search';
import { PAGE, useNodes } from './use-nodes';

interface NodeTableProps {
  readonly search: NodesSearch;
  readonly onPage: (page: number) => void;
  /** In the place of a list without any. */
  readonly none: ReactNode;
}

/** The nodes that an address names, a page of them. */
export const NodeTable = ({ search, onPage, none }: NodeTableProps) => {
  const { t } = useTranslation(['nodes', 'common']);
  const { list, names, error, again } = useNodes(search);
  if (!list)
    return error ? (
      <ProblemNotice error={error} onRetry={again} />
    ) : (
      <Skeleton h={200} role="status" aria-label={t('common:loading')} />
    );
  if (list.count === 0) return none;
  return (
    <Stack>
      <Text size="sm" c="dimmed" role="status">
        {t('count', { count: list.count })}
      </Text>
      <Table aria-label={t('title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('column.node')}</Table.Th>
            <Table.Th>{t('column.unit')}</Table.Th>
            <Table.Th>{t('column.pipe')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.unitNodes.map((node) => (
            <NodeLine key={node.uuid} node={node} unit={names.get(node.unitUuid)} />
          ))}
        </Table.Tbody>
      </Table>
      {(list.count > PAGE || search.page !== undefined) && (
        <Center component="nav" aria-label={t('paging.label')}>
          <Pagination
            total={Math.ceil(list.count / PAGE)}
            value={search.page ?? 1}
            onChange={onPage}
            getItemProps={(page) => ({ 'aria-label': t('paging.page', { page }) })}
            getControlProps={(control) => ({ 'aria-label': t(`paging.${control}`) })}
          />
        </Center>
      )}
    </Stack>
  );
};

import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AdminJobsDocument } from '../admin.generated';
import { PolledPart } from '../polled-part';
import { ScrollRegion } from '../scroll-region';
import { usePolled } from '../use-polled';
import { JobLine } from './job-line';
import { jobRows, type JobRow } from './job-rows';

const COLUMNS = ['job', 'result', 'last', 'took', 'every', 'runs'] as const;

const Jobs = ({ rows }: { rows: readonly JobRow[] }) => {
  const { t } = useTranslation('admin');
  const failing = rows.filter(({ job }) => job.lastError).length;
  return (
    <>
      <Text role="status">
        {failing > 0 ? t('jobs.failing', { count: failing }) : t('jobs.allWell', { count: rows.length })}
      </Text>
      <ScrollRegion label={t('tab.jobs')}>
        <Table miw={760} aria-label={t('tab.jobs')}>
          <Table.Thead>
            <Table.Tr>
              {COLUMNS.map((column) => (
                <Table.Th key={column}>{t(`jobs.column.${column}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <JobLine {...row} key={row.key} />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
    </>
  );
};

/** What the services do by themselves, again and again, and how that goes. */
export const JobsTab = () => (
  <PolledPart polled={usePolled(AdminJobsDocument, {})}>
    {({ getServices }) => <Jobs rows={jobRows(getServices)} />}
  </PolledPart>
);

import { Badge, Code, Group, Select, Skeleton, Stack, Switch, Table, Text } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { ProblemNotice } from '../../ui/problem-notice';
import { shortCommit } from '../../ui/unit-badges';
import { BranchCommitsDocument } from './git.generated';
import { MoreButton } from './more-button';
import { useAskAfterSync } from './use-registry';

const PAGE = 30;

interface CommitsProps {
  readonly registryUuid: string;
  readonly branch: string;
  readonly isOnlyTag: boolean;
  /** Grows when the repository was synchronised. */
  readonly ended: number;
}

const Commits = ({ registryUuid, branch, isOnlyTag, ended }: CommitsProps) => {
  const { t } = useTranslation(['git', 'common']);
  const [limit, setLimit] = useState(PAGE);
  const filters = { repoBranch: branch, onlyTag: isOnlyTag, limit, offset: 0 };
  const [{ data, error, fetching }, ask] = useQuery({
    query: BranchCommitsDocument,
    variables: { uuid: registryUuid, filters },
  });
  useAskAfterSync(ended, ask);
  if (!data)
    return error ? (
      <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
    ) : (
      <Skeleton h={200} role="status" aria-label={t('common:loading')} />
    );
  const commits = data.getBranchCommits;
  if (commits.length === 0) return <Text c="dimmed">{t(isOnlyTag ? 'commit.noTags' : 'commit.none')}</Text>;
  return (
    <Stack>
      <Table aria-label={t('commit.title', { branch })}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={90}>{t('column.commit')}</Table.Th>
            <Table.Th>{t('column.summary')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {commits.map(({ commit, summary, tag }) => (
            <Table.Tr key={commit}>
              <Table.Td>
                <Code title={commit}>{shortCommit(commit)}</Code>
              </Table.Td>
              <Table.Td>
                <Group gap="xs">
                  <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                    {summary}
                  </Text>
                  {tag && (
                    <Badge variant="light" tt="none" leftSection={<IconTag size={11} aria-hidden />}>
                      {tag}
                    </Badge>
                  )}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {commits.length >= limit && <MoreButton isBusy={fetching} onMore={() => setLimit(limit + PAGE)} />}
    </Stack>
  );
};

interface RegistryCommitsProps extends CommitsProps {
  readonly branches: readonly string[];
  readonly onChange: (change: { branch?: string; tags?: true }) => void;
}

/** Commits of a branch, newest first, with their tags. */
export const RegistryCommits = ({ branches, onChange, ...shown }: RegistryCommitsProps) => {
  const { t } = useTranslation('git');
  const { branch, isOnlyTag } = shown;
  const tags = isOnlyTag || undefined;
  return (
    <Stack>
      <Group align="flex-end">
        <Select
          label={t('commit.branch')}
          searchable
          allowDeselect={false}
          data={branches}
          value={branch}
          onChange={(next) => next && onChange({ branch: next, tags })}
        />
        <Switch
          label={t('commit.onlyTags')}
          mb={8}
          checked={isOnlyTag}
          onChange={(event) => onChange({ branch, tags: event.currentTarget.checked || undefined })}
        />
      </Group>
      <Commits key={`${branch} ${isOnlyTag}`} {...shown} />
    </Stack>
  );
};

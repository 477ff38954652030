import { Badge, Code, Group, Table, Text } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkAnchor } from '../../ui/links';
import { shortCommit } from '../../ui/unit-badges';
import type { RepoPartsFragment } from './git.generated';
import { repositoryPath } from './git-url';

export type Repo = RepoPartsFragment;

/** What a Repo's Units follow, in words. */
export const RepoFollows = ({ repo }: { repo: Repo }) => {
  const { t } = useTranslation('git');
  if (!repo.isAutoUpdateRepo)
    return (
      <>
        {t('follows.commit')} <Code>{shortCommit(repo.defaultCommit ?? '')}</Code>
      </>
    );
  const isTagged = repo.isOnlyTagUpdate || repo.isCompilableRepo;
  return <>{t(isTagged ? 'follows.tags' : 'follows.all', { branch: repo.defaultBranch })}</>;
};

interface RepoRowProps {
  readonly repo: Repo;
  /** The list is of several repositories, so each is named. */
  readonly isOfSeveral: boolean;
  /** Address of its repository; missing while it is on its way. */
  readonly url?: string;
}

/** One Repo of a list. */
export const RepoRow = memo(({ repo, isOfSeveral, url }: RepoRowProps) => {
  const { t } = useTranslation(['git', 'common']);
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs">
          <LinkAnchor to="/repo/$uuid" params={{ uuid: repo.uuid }}>
            {repo.name}
          </LinkAnchor>
          {repo.isCompilableRepo && (
            <Badge size="sm" variant="light" color="violet">
              {t('compilable.badge')}
            </Badge>
          )}
        </Group>
      </Table.Td>
      {isOfSeveral && (
        <Table.Td visibleFrom="sm">
          {url && (
            <LinkAnchor
              to="/registry/$uuid"
              params={{ uuid: repo.repositoryRegistryUuid }}
              size="sm"
              style={{ overflowWrap: 'anywhere' }}
            >
              {repositoryPath(url)}
            </LinkAnchor>
          )}
        </Table.Td>
      )}
      <Table.Td>
        <Text size="sm">
          <RepoFollows repo={repo} />
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm">{t(`common:visibility.${repo.visibilityLevel}`)}</Text>
      </Table.Td>
    </Table.Tr>
  );
});
RepoRow.displayName = 'RepoRow';

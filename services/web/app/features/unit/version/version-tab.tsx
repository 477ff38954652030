import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../session/session';
import { CommandButton } from '../command-button';
import type { UnitTabProps } from '../unit-tabs';
import { UpdateProgress } from './update-progress';
import { useBranchCommits } from './use-branch-commits';
import { VersionChanges } from './version-changes';
import { VersionChoice } from './version-choice';
import { VersionSummary } from './version-summary';

/** What the device runs, what it is to run and how it gets there. */
export const VersionTab = ({ unit, repo, isOwner }: UnitTabProps) => {
  const { t } = useTranslation('unit');
  const { user } = useSession();
  const branch = unit.isAutoUpdateFromRepoUnit ? repo?.defaultBranch : unit.repoBranch;
  // Commits are for signed-in users (`docs/protocol/rest-graphql.md 4.14`).
  const registryUuid = user ? repo?.repositoryRegistryUuid : undefined;
  const history = useBranchCommits({ registryUuid, branch, onlyTag: false, since: unit.targetCommit });
  const { currentCommitVersion: current, targetCommit: target } = unit;
  return (
    <Stack gap="md">
      <UpdateProgress unit={unit} isOwner={isOwner} />
      <VersionSummary unit={unit} repo={repo} commits={history.commits} />
      {isOwner && (
        <Group gap="sm">
          <CommandButton unit={unit} command="UPDATE" variant={unit.isOutdated ? 'filled' : 'default'} />
          {!unit.isOnline && (
            <Text size="sm" c="dimmed">
              {t('command.later')}
            </Text>
          )}
        </Group>
      )}
      {user && current && target && branch && (
        <VersionChanges current={current} target={target} branch={branch} history={history} />
      )}
      {isOwner && repo && <VersionChoice key={unit.uuid} unit={unit} repo={repo} />}
    </Stack>
  );
};

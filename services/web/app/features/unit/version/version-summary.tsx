import { Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../../ui/copy-field';
import { LinkAnchor } from '../../../ui/links';
import type { Unit, UnitRepo } from '../use-unit';
import { CommitLine } from './commit-list';
import type { Commit } from './commits-between';

const Side = ({ title, commit, known, none }: SideProps) => {
  const { t } = useTranslation('unit');
  return (
    <Paper withBorder p="md">
      <Stack gap={6}>
        <Text size="sm" c="dimmed">
          {title}
        </Text>
        {commit ? (
          <>
            {known && <CommitLine {...known} />}
            <CopyField value={commit} label={t('version.commit')} />
          </>
        ) : (
          <Text>{none}</Text>
        )}
      </Stack>
    </Paper>
  );
};

interface SideProps {
  readonly title: string;
  readonly commit: string | null;
  /** What the branch knows of it. */
  readonly known: Commit | undefined;
  readonly none: string;
}

/** Why the target is what it is (`docs/protocol/device.md 6.2`). */
const Why = ({ unit, repo }: { unit: Unit; repo: UnitRepo | undefined }): ReactNode => {
  const { t } = useTranslation('unit');
  if (!unit.isAutoUpdateFromRepoUnit) return t('version.why.pinned', { branch: unit.repoBranch });
  if (!repo) return t('version.why.repo');
  const branch = repo.defaultBranch;
  if (!repo.isAutoUpdateRepo) return t('version.why.repoCommit', { repo: repo.name });
  const isByTag = repo.isCompilableRepo || repo.isOnlyTagUpdate;
  return t(isByTag ? 'version.why.newestTag' : 'version.why.newest', { repo: repo.name, branch });
};

interface VersionSummaryProps {
  readonly unit: Unit;
  readonly repo: UnitRepo | undefined;
  readonly commits: readonly Commit[];
}

/** What the device runs beside what it is to run, and why. */
export const VersionSummary = ({ unit, repo, commits }: VersionSummaryProps) => {
  const { t } = useTranslation('unit');
  const find = (wanted: string | null) => commits.find(({ commit }) => commit === wanted);
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
        <Side
          title={t('version.runs')}
          commit={unit.currentCommitVersion}
          known={find(unit.currentCommitVersion)}
          none={t('version.unknown')}
        />
        <Side
          title={t('version.target')}
          commit={unit.targetCommit}
          known={find(unit.targetCommit)}
          none={t('version.noTarget')}
        />
      </SimpleGrid>
      <Group gap={8}>
        <Text size="sm" c="dimmed">
          <Why unit={unit} repo={repo} />
        </Text>
        {repo && (
          <LinkAnchor size="sm" to="/repo/$uuid" params={{ uuid: repo.uuid }}>
            {t('version.toRepo')}
          </LinkAnchor>
        )}
      </Group>
    </Stack>
  );
};

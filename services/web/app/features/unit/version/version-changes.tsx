import { Button, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../ui/problem-notice';
import { shortCommit } from '../../../ui/unit-badges';
import { CommitList } from './commit-list';
import { standingOf, type Standing } from './commits-between';
import type { useBranchCommits } from './use-branch-commits';

interface VersionChangesProps {
  readonly current: string;
  readonly target: string;
  readonly branch: string;
  readonly history: ReturnType<typeof useBranchCommits>;
}

const Elsewhere = ({
  missing,
  current,
  target,
  branch,
  history,
}: VersionChangesProps & { missing: Extract<Standing, { kind: 'elsewhere' }>['missing'] }) => {
  const { t } = useTranslation('unit');
  const values = { current: shortCommit(current), target: shortCommit(target), branch };
  if (history.isWhole) return <Text size="sm">{t(`changes.notOn.${missing}`, values)}</Text>;
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t(`changes.notYet.${missing}`, { ...values, count: history.commits.length })}</Text>
      <Button size="xs" variant="default" loading={history.isBusy} onClick={() => void history.readOlder()}>
        {t('changes.older')}
      </Button>
    </Stack>
  );
};

/** The commits that lie between what the device runs and what it is to run. */
export const VersionChanges = (props: VersionChangesProps) => {
  const { t } = useTranslation('unit');
  const { current, target, history } = props;
  const standing = standingOf(history.commits, current, target);
  if (standing.kind === 'same') return null;
  const isKnown = standing.kind !== 'elsewhere';
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Title order={2}>
          {isKnown ? t(`changes.${standing.kind}`, { count: standing.commits.length }) : t('changes.title')}
        </Title>
        {isKnown && <CommitList commits={standing.commits} label={t('changes.title')} />}
        {!isKnown && history.error && <ProblemNotice error={history.error} />}
        {!isKnown && history.isLoading && <Skeleton h={60} />}
        {!isKnown && !history.error && !history.isLoading && (
          <Elsewhere {...props} missing={standing.missing} />
        )}
      </Stack>
    </Paper>
  );
};

import { Button, Group, Select, Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { ProblemNotice } from '../../../ui/problem-notice';
import type { UnitRepo } from '../use-unit';
import { CommitChoice } from './commit-choice';
import { useBranchCommits } from './use-branch-commits';
import type { VersionDraft } from './version-draft';
import { UnitBranchesDocument } from './version.generated';

interface PinChoiceProps {
  readonly repo: UnitRepo;
  readonly draft: VersionDraft;
  readonly onChange: (draft: VersionDraft) => void;
}

/** A branch and a commit of it; of a compilable Repo only what has a tag, for releases belong to tags. */
export const PinChoice = ({ repo, draft, onChange }: PinChoiceProps) => {
  const { t } = useTranslation('unit');
  const uuid = repo.repositoryRegistryUuid;
  const [{ data, error }] = useQuery({ query: UnitBranchesDocument, variables: { uuid } });
  const history = useBranchCommits({
    registryUuid: uuid,
    branch: draft.branch,
    onlyTag: repo.isCompilableRepo,
  });
  const problem = error ?? history.error;
  const newest = history.commits[0];
  const newestTag = history.commits.find(({ tag }) => tag !== null);
  const choose = (commit: string | undefined) => commit && onChange({ ...draft, commit });
  if (!data) return error ? <ProblemNotice error={error} /> : <Skeleton h={60} />;
  return (
    <Stack gap="sm" maw={640}>
      <Select
        label={t('choice.branch')}
        data={data.getRepositoryRegistry.branches}
        value={draft.branch}
        allowDeselect={false}
        searchable
        onChange={(branch) => onChange({ ...draft, branch, commit: null })}
      />
      <CommitChoice
        history={history}
        value={draft.commit}
        onChange={(commit) => onChange({ ...draft, commit })}
      />
      {problem && <ProblemNotice error={problem} />}
      <Group gap="xs">
        {!repo.isCompilableRepo && (
          <Button size="xs" variant="default" disabled={!newest} onClick={() => choose(newest?.commit)}>
            {t('choice.newest')}
          </Button>
        )}
        <Button size="xs" variant="default" disabled={!newestTag} onClick={() => choose(newestTag?.commit)}>
          {t('choice.newestTag')}
        </Button>
        {!history.isWhole && history.commits.length > 0 && (
          <Button
            size="xs"
            variant="default"
            loading={history.isBusy}
            onClick={() => void history.readOlder()}
          >
            {t('changes.older')}
          </Button>
        )}
      </Group>
    </Stack>
  );
};

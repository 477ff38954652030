import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { shortCommit } from '../../ui/unit-badges';
import { BranchCommitsDocument } from './git.generated';

const SHOWN = 100;

interface CommitSelectProps {
  readonly registryUuid: string;
  readonly branch: string | null;
  /** Compilable programs have releases at tags alone. */
  readonly isOnlyTag: boolean;
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (commit: string | null) => void;
}

/** One of the newest commits of a branch; an older one that was chosen before is offered too. */
export const CommitSelect = ({
  registryUuid,
  branch,
  isOnlyTag,
  label,
  value,
  onChange,
}: CommitSelectProps) => {
  const { t } = useTranslation('git');
  const filters = { repoBranch: branch ?? '', onlyTag: isOnlyTag, limit: SHOWN, offset: 0 };
  const [{ data, fetching, error }] = useQuery({
    query: BranchCommitsDocument,
    variables: { uuid: registryUuid, filters },
    pause: !branch,
  });
  const commits = (data?.getBranchCommits ?? []).map(({ commit, summary, tag }) => ({
    value: commit,
    label: [tag, shortCommit(commit), summary].filter(Boolean).join(' · '),
  }));
  const isOlder = value !== null && !commits.some((one) => one.value === value);
  return (
    <Select
      label={label}
      placeholder={t('commit.choose')}
      searchable
      data={isOlder ? [{ value, label: shortCommit(value) }, ...commits] : commits}
      value={value}
      onChange={onChange}
      error={error && t('commit.unknown')}
      nothingFoundMessage={fetching ? t('commit.loading') : t(isOnlyTag ? 'commit.noTags' : 'commit.none')}
      disabled={!branch}
    />
  );
};

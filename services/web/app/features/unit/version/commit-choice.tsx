import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { shortCommit } from '../../../ui/unit-badges';
import { CommitLine } from './commit-list';
import type { Commit } from './commits-between';
import type { useBranchCommits } from './use-branch-commits';

interface CommitChoiceProps {
  readonly history: ReturnType<typeof useBranchCommits>;
  readonly value: string | null;
  readonly onChange: (commit: string | null) => void;
}

const MOST_SHOWN = 100;

const nameOf = ({ commit, summary, tag }: Commit): string =>
  [shortCommit(commit), tag, summary].filter(Boolean).join(' · ');

/** One commit among those of a branch, found by tag, text or name. */
export const CommitChoice = ({ history, value, onChange }: CommitChoiceProps) => {
  const { t } = useTranslation('unit');
  const { commits, isLoading } = history;
  const known = useMemo(() => new Map(commits.map((commit) => [commit.commit, commit])), [commits]);
  const options = useMemo(() => {
    const listed = commits.map((commit) => ({ value: commit.commit, label: nameOf(commit) }));
    const isListed = value === null || known.has(value);
    return isListed ? listed : [{ value, label: shortCommit(value) }, ...listed];
  }, [commits, known, value]);
  return (
    <Select
      label={t('choice.commit')}
      description={t('choice.commitText')}
      placeholder={t(isLoading ? 'choice.loading' : 'choice.choose')}
      data={options}
      value={value}
      onChange={onChange}
      searchable
      limit={MOST_SHOWN}
      maxDropdownHeight={320}
      nothingFoundMessage={t('choice.nothing')}
      renderOption={({ option }) => {
        const commit = known.get(option.value);
        return commit ? <CommitLine {...commit} /> : option.label;
      }}
    />
  );
};

import { Button, Group, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { nameProblem } from '../../ui/name-rule';
import { StackedForm } from '../../ui/stacked-form';
import { useAct } from '../../ui/use-act';
import { repositoryPath } from './git-url';
import {
  BranchCommitsDocument,
  CreateRepoDocument,
  ReposDocument,
  UpdateRepoDocument,
} from './git.generated';
import { freeName } from './free-name';
import type { Registry } from './use-registry';
import { VersionRule } from './version-rule';
import { VisibilitySelect, type Visibility } from './visibility-select';

const USUAL = ['main', 'master'];

const usualBranch = (branches: readonly string[]): string | null =>
  USUAL.find((name) => branches.includes(name)) ?? branches[0] ?? null;

const lastPart = (url: string): string => repositoryPath(url).split('/').at(-1) ?? '';

/** A name like that of the repository which no Repo has that can be seen. */
const useProposedName = (registry: Registry): string => {
  const wanted = freeName(lastPart(registry.repositoryUrl), []);
  const filters = { searchString: wanted.slice(0, 16), limit: 100, offset: 0 };
  const [{ data }] = useQuery({ query: ReposDocument, variables: { filters } });
  return freeName(
    wanted,
    (data?.getRepos.repos ?? []).map(({ name }) => name),
  );
};

/** Whether a branch has a tag at all; undefined while it is not known. */
const useHasTags = (registryUuid: string, branch: string | null): boolean | undefined => {
  const filters = { repoBranch: branch ?? '', onlyTag: true, limit: 1, offset: 0 };
  const [{ data }] = useQuery({
    query: BranchCommitsDocument,
    variables: { uuid: registryUuid, filters },
    pause: !branch,
  });
  return data && data.getBranchCommits.length > 0;
};

interface RepoFormProps {
  readonly registry: Registry;
  readonly label: string;
  readonly onCreated: (uuid: string) => void;
}

/** A new Repo of a registry: what its Units run, and who sees it. */
export const RepoForm = ({ registry, label, onCreated }: RepoFormProps) => {
  const { t } = useTranslation('git');
  const act = useAct();
  const proposed = useProposedName(registry);
  const [typed, setTyped] = useState<string | null>(null);
  const [chosen, setBranch] = useState<string | null>(null);
  const [visibilityLevel, setVisibility] = useState<Visibility>(
    registry.isPublicRepository ? 'PUBLIC' : 'PRIVATE',
  );
  const [isCompilableRepo, setCompilable] = useState(false);
  const [wish, setWish] = useState<boolean | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [, create] = useMutation(CreateRepoDocument);
  const [, update] = useMutation(UpdateRepoDocument);
  const name = typed ?? proposed;
  const branch = chosen ?? usualBranch(registry.branches);
  const hasTags = useHasTags(registry.uuid, branch);
  const isOnlyTag = isCompilableRepo || (wish ?? hasTags ?? true);
  const fault = nameProblem(name);
  const submit = async () => {
    if (fault || !branch) return;
    setBusy(true);
    const repo = {
      name,
      defaultBranch: branch,
      visibilityLevel,
      isCompilableRepo,
      repositoryRegistryUuid: registry.uuid,
    };
    const uuid = (await act(create({ repo })))?.createRepo.uuid;
    // Each Repo begins with tagged versions only.
    if (uuid && !isOnlyTag) await act(update({ uuid, repo: { isOnlyTagUpdate: false } }));
    setBusy(false);
    if (uuid) onCreated(uuid);
  };
  return (
    <StackedForm label={t('repo.new')} onSubmit={() => void submit()}>
      <TextInput
        label={t('repo.name')}
        description={t('nameRule')}
        autoComplete="off"
        spellCheck={false}
        required
        error={fault && t(`fault.${fault}`)}
        value={name}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Select
        label={t('repo.branch')}
        searchable
        allowDeselect={false}
        data={registry.branches}
        value={branch}
        onChange={setBranch}
        error={registry.branches.length === 0 && t('repo.noBranches')}
      />
      <Switch
        label={t('compilable.label')}
        description={t('compilable.text')}
        checked={isCompilableRepo}
        onChange={(event) => setCompilable(event.currentTarget.checked)}
      />
      {!isCompilableRepo && <VersionRule isOnlyTag={isOnlyTag} hasTags={hasTags} onChange={setWish} />}
      <VisibilitySelect value={visibilityLevel} onChange={setVisibility} />
      <Group>
        <Button type="submit" loading={isBusy} disabled={fault !== null || !branch}>
          {label}
        </Button>
      </Group>
    </StackedForm>
  );
};

import { Button, Group, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery, type CombinedError } from 'urql';
import { ProblemNotice } from '../../ui/problem-notice';
import { nameProblem } from '../../ui/name-rule';
import { StackedForm } from '../../ui/stacked-form';
import { CommitSelect } from '../git/commit-select';
import { RepoPlatformsDocument } from '../git/git.generated';
import { freeName } from '../git/free-name';
import { useRegistry } from '../git/use-registry';
import { VisibilitySelect } from '../git/visibility-select';
import { GuideCreateUnitDocument, GuideUnitNamesDocument, type GuideRepoQuery } from './guide.generated';
import { missingFor, unitInput, type UnitChoice } from './new-unit';
import { problemOf } from '../../api/problem';
import { Warning } from '../../ui/warning';

type Repo = GuideRepoQuery['getRepo'];

const TAKEN = 100;

/** A name after the Repo's that no Unit has that can be seen. */
const useProposedName = (repo: Repo): string => {
  const filters = { searchString: repo.name.slice(0, 16), limit: TAKEN, offset: 0 };
  const [{ data }] = useQuery({ query: GuideUnitNamesDocument, variables: { filters } });
  return freeName(
    repo.name,
    (data?.getUnits.units ?? []).map(({ name }) => name),
  );
};

const Refusal = ({ error }: { error: CombinedError }) => {
  const { t } = useTranslation('guide');
  const { text } = problemOf(error);
  return (
    <Stack gap="xs">
      <ProblemNotice error={error} />
      {/_example\.json/.test(text) && <Warning>{t('unit.filesMissing')}</Warning>}
      {/version|tag/i.test(text) && <Warning>{t('unit.noVersion')}</Warning>}
    </Stack>
  );
};

interface UnitFormProps {
  readonly repo: Repo;
  readonly onCreated: (uuid: string) => void;
}

/** A new Unit of a Repo: its name, which version it runs, and who sees it. */
export const UnitForm = ({ repo, onCreated }: UnitFormProps) => {
  const { t } = useTranslation(['guide', 'git']);
  const proposed = useProposedName(repo);
  const { registry } = useRegistry(repo.repositoryRegistryUuid);
  const [entered, setEntered] = useState<Partial<UnitChoice>>({});
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError>();
  const [, create] = useMutation(GuideCreateUnitDocument);
  const choice: UnitChoice = {
    name: proposed,
    visibilityLevel: 'PRIVATE',
    isAuto: true,
    branch: repo.defaultBranch,
    commit: null,
    platform: null,
    ...entered,
  };
  const [{ data: released }] = useQuery({
    query: RepoPlatformsDocument,
    variables: { uuid: repo.uuid, commit: choice.isAuto ? null : choice.commit },
    pause: !repo.isCompilableRepo,
  });
  const set = (next: Partial<UnitChoice>) => setEntered((before) => ({ ...before, ...next }));
  const fault = nameProblem(choice.name);
  const isWhole = fault === null && missingFor(choice, repo) === null;
  const submit = async () => {
    if (!isWhole) return;
    setBusy(true);
    const { data, error: problem } = await create({ unit: unitInput(choice, repo) });
    setBusy(false);
    setError(problem);
    if (data) onCreated(data.createUnit.uuid);
  };
  return (
    <StackedForm label={t('unit.title')} onSubmit={() => void submit()}>
      <TextInput
        label={t('unit.name')}
        description={t('git:nameRule')}
        autoComplete="off"
        spellCheck={false}
        required
        error={fault && t(`git:fault.${fault}`)}
        value={choice.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Radio.Group
        label={t('unit.version')}
        value={choice.isAuto ? 'auto' : 'pinned'}
        onChange={(value) => set({ isAuto: value === 'auto' })}
      >
        <Stack gap="xs" mt={4}>
          <Radio
            value="auto"
            label={t('unit.auto.label', { name: repo.name })}
            description={t('unit.auto.text')}
          />
          <Radio value="pinned" label={t('unit.pinned.label')} description={t('unit.pinned.text')} />
        </Stack>
      </Radio.Group>
      {!choice.isAuto && (
        <>
          <Select
            label={t('git:repo.branch')}
            searchable
            allowDeselect={false}
            data={registry?.branches ?? []}
            value={choice.branch}
            onChange={(branch) => set({ branch, commit: null })}
          />
          <CommitSelect
            registryUuid={repo.repositoryRegistryUuid}
            branch={choice.branch}
            isOnlyTag={repo.isCompilableRepo}
            label={t('git:settings.commit')}
            value={choice.commit}
            onChange={(commit) => set({ commit })}
          />
        </>
      )}
      {repo.isCompilableRepo && (
        <Select
          label={t('unit.platform')}
          description={t('unit.platformText')}
          data={(released?.getAvailablePlatforms ?? []).map(({ name }) => name)}
          value={choice.platform}
          onChange={(platform) => set({ platform })}
          error={released?.getAvailablePlatforms.length === 0 && t('git:platforms.none.title')}
        />
      )}
      <VisibilitySelect
        value={choice.visibilityLevel}
        within={repo.visibilityLevel}
        onChange={(visibilityLevel) => set({ visibilityLevel })}
      />
      {error && <Refusal error={error} />}
      <Group>
        <Button type="submit" loading={isBusy} disabled={!isWhole}>
          {t('unit.create')}
        </Button>
      </Group>
    </StackedForm>
  );
};

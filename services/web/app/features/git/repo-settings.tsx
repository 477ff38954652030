import { Button, Group, Radio, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { StackedForm } from '../../ui/stacked-form';
import { useAct } from '../../ui/use-act';
import { CommitSelect } from './commit-select';
import { UpdateRepoDocument } from './git.generated';
import { changeOfRepo, repoFault, settled, type RepoSettings as Settings } from './repo-change';
import type { Repo } from './repo-row';
import { useRegistry } from './use-registry';
import { VersionRule } from './version-rule';
import { VisibilitySelect } from './visibility-select';

const settingsOf = (repo: Repo): Settings => ({
  name: repo.name,
  visibilityLevel: repo.visibilityLevel,
  defaultBranch: repo.defaultBranch,
  defaultCommit: repo.defaultCommit,
  isAutoUpdateRepo: repo.isAutoUpdateRepo,
  isOnlyTagUpdate: repo.isOnlyTagUpdate,
  isCompilableRepo: repo.isCompilableRepo,
});

/** What its creator may change of a Repo. */
export const RepoSettings = ({ repo }: { repo: Repo }) => {
  const { t } = useTranslation(['git', 'common']);
  const act = useAct();
  const { registry } = useRegistry(repo.repositoryRegistryUuid);
  const [, update] = useMutation(UpdateRepoDocument);
  const [entered, setEntered] = useState<Partial<Settings>>({});
  const [isBusy, setBusy] = useState(false);
  const before = useMemo(() => settingsOf(repo), [repo]);
  const now = settled({ ...before, ...entered });
  const change = changeOfRepo(before, now);
  const fault = repoFault(now);
  const isChanged = Object.keys(change).length > 0;
  const set = (next: Partial<Settings>) => setEntered((known) => ({ ...known, ...next }));
  const save = async () => {
    if (fault || !isChanged) return;
    setBusy(true);
    const done = await act(update({ uuid: repo.uuid, repo: change }), t('settings.saved'));
    setBusy(false);
    if (done) setEntered({});
  };
  return (
    <StackedForm label={t('settings.title')} onSubmit={() => void save()}>
      <TextInput
        label={t('repo.name')}
        description={t('nameRule')}
        autoComplete="off"
        spellCheck={false}
        error={(fault === 'length' || fault === 'characters') && t(`fault.${fault}`)}
        value={now.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Select
        label={t('repo.branch')}
        searchable
        allowDeselect={false}
        data={[
          ...new Set([...(registry?.branches ?? []), ...(now.defaultBranch ? [now.defaultBranch] : [])]),
        ]}
        value={now.defaultBranch}
        onChange={(defaultBranch) => set({ defaultBranch, defaultCommit: null })}
      />
      <Switch
        label={t('compilable.label')}
        description={t('compilable.text')}
        checked={now.isCompilableRepo}
        onChange={(event) => set({ isCompilableRepo: event.currentTarget.checked })}
      />
      <Radio.Group
        label={t('settings.target')}
        value={now.isAutoUpdateRepo ? 'auto' : 'fixed'}
        onChange={(value) => set({ isAutoUpdateRepo: value === 'auto' })}
      >
        <Stack gap="xs" mt={4}>
          <Radio value="auto" label={t('settings.auto.label')} description={t('settings.auto.text')} />
          <Radio value="fixed" label={t('settings.fixed.label')} description={t('settings.fixed.text')} />
        </Stack>
      </Radio.Group>
      {now.isAutoUpdateRepo && !now.isCompilableRepo && (
        <VersionRule
          isOnlyTag={now.isOnlyTagUpdate}
          hasTags={undefined}
          onChange={(isOnlyTagUpdate) => set({ isOnlyTagUpdate })}
        />
      )}
      {!now.isAutoUpdateRepo && (
        <CommitSelect
          registryUuid={repo.repositoryRegistryUuid}
          branch={now.defaultBranch}
          isOnlyTag={now.isCompilableRepo}
          label={t('settings.commit')}
          value={now.defaultCommit}
          onChange={(defaultCommit) => set({ defaultCommit })}
        />
      )}
      <VisibilitySelect
        value={now.visibilityLevel}
        onChange={(visibilityLevel) => set({ visibilityLevel })}
      />
      <Group>
        <Button type="submit" loading={isBusy} disabled={fault !== null || !isChanged}>
          {t('common:action.save')}
        </Button>
        {isChanged && (
          <Button variant="default" onClick={() => setEntered({})}>
            {t('common:action.cancel')}
          </Button>
        )}
      </Group>
    </StackedForm>
  );
};

import { Button, Group, Paper, Radio, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useAct } from '../../../ui/use-act';
import { ChangeUnitDocument } from '../unit.generated';
import type { Unit, UnitRepo } from '../use-unit';
import { PinChoice } from './pin-choice';
import { PlatformChoice } from './platform-choice';
import { changeOf, draftOf } from './version-draft';

interface VersionChoiceProps {
  readonly unit: Unit;
  readonly repo: UnitRepo;
}

/** Where the Unit takes its version from: its Repo, or a commit of its own. */
export const VersionChoice = ({ unit, repo }: VersionChoiceProps) => {
  const { t } = useTranslation('unit');
  const act = useAct();
  const [{ fetching }, change] = useMutation(ChangeUnitDocument);
  const stored = draftOf(unit, repo.defaultBranch);
  const [draft, setDraft] = useState(stored);
  const { wish, isComplete } = changeOf(unit, draft, repo.isCompilableRepo);
  const save = () =>
    act(change({ uuid: unit.uuid, unit: wish }), t(unit.isOnline ? 'choice.saved' : 'choice.savedOffline'));
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="md">
        <Title order={2}>{t('choice.title')}</Title>
        <Radio.Group
          aria-label={t('choice.title')}
          value={draft.mode}
          onChange={(mode) => setDraft({ ...draft, mode: mode === 'pin' ? 'pin' : 'follow' })}
        >
          <Stack gap="sm">
            <Radio value="follow" label={t('choice.follow')} description={t('choice.followText')} />
            <Radio value="pin" label={t('choice.pin')} description={t('choice.pinText')} />
          </Stack>
        </Radio.Group>
        {draft.mode === 'pin' && <PinChoice repo={repo} draft={draft} onChange={setDraft} />}
        {repo.isCompilableRepo && (
          <PlatformChoice
            repoUuid={repo.uuid}
            commit={draft.mode === 'pin' ? draft.commit : null}
            value={draft.platform}
            onChange={(platform) => setDraft({ ...draft, platform })}
          />
        )}
        <Group gap="sm">
          <Button type="submit" loading={fetching} disabled={!isComplete}>
            {t('choice.save')}
          </Button>
          <Text size="sm" c="dimmed">
            {t(unit.isOnline ? 'choice.effect' : 'choice.effectOffline')}
          </Text>
        </Group>
      </Stack>
    </Paper>
  );
};

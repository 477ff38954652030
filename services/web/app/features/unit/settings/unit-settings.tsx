import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useAct } from '../../../ui/use-act';
import { ChangeUnitDocument, type VisibilityLevel } from '../unit.generated';
import type { Unit, UnitRepo } from '../use-unit';
import { nameProblem } from '../../../ui/name-rule';

/** From the least strict; a Unit may not be less strict than its Repo (`docs/protocol/rest-graphql.md 4.3`). */
const LEVELS: readonly VisibilityLevel[] = ['PUBLIC', 'INTERNAL', 'PRIVATE'];

type Wish = Pick<Unit, 'name' | 'visibilityLevel'>;

/** Name and visibility. */
export const UnitSettings = ({ unit, repo }: { unit: Unit; repo: UnitRepo | undefined }) => {
  const { t } = useTranslation(['unit', 'common']);
  const act = useAct();
  const [{ fetching }, change] = useMutation(ChangeUnitDocument);
  // Apart from the Unit, which is shown as wished before it is so: what was entered outlives a refusal.
  const [entered, setEntered] = useState<Partial<Wish>>({});
  const [problem, setProblem] = useState<ReturnType<typeof nameProblem>>(null);
  const wish: Wish = { name: unit.name, visibilityLevel: unit.visibilityLevel, ...entered };
  const isChanged = wish.name !== unit.name || wish.visibilityLevel !== unit.visibilityLevel;
  const enter = (next: Partial<Wish>) => {
    setEntered({ ...entered, ...next });
    setProblem(null);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const found = nameProblem(wish.name);
    setProblem(found);
    if (found || !isChanged) return;
    if (await act(change({ uuid: unit.uuid, unit: wish }), t('settings.saved'))) setEntered({});
  };
  const least = repo ? LEVELS.indexOf(repo.visibilityLevel) : 0;
  return (
    <form onSubmit={(event) => void save(event)}>
      <Stack gap="md">
        <TextInput
          label={t('settings.name.label')}
          description={t('settings.name.rule')}
          autoComplete="off"
          spellCheck={false}
          value={wish.name}
          onChange={(event) => enter({ name: event.currentTarget.value })}
          error={problem && t(`settings.name.${problem}`)}
        />
        <Select
          label={t('common:visibility.label')}
          description={least > 0 ? t('settings.strict') : t('settings.nodes')}
          allowDeselect={false}
          data={LEVELS.map((level, index) => ({
            value: level,
            label: t(`common:visibility.${level}`),
            disabled: index < least,
          }))}
          value={wish.visibilityLevel}
          onChange={(level) => level && enter({ visibilityLevel: level })}
        />
        <Group gap="sm">
          <Button type="submit" loading={fetching} disabled={!isChanged}>
            {t('common:action.save')}
          </Button>
          <Text size="sm" c="dimmed" style={{ flex: '1 1 260px' }}>
            {t('settings.effect')}
          </Text>
        </Group>
      </Stack>
    </form>
  );
};

import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useAct } from '../../../ui/use-act';
import { ChangeUnitDocument, type VisibilityLevel } from '../unit.generated';
import type { Unit, UnitRepo } from '../use-unit';
import { nameProblem } from '../../../ui/name-rule';

/** From the least strict; a Unit may not be less strict than its Repo (`docs/protocol/rest-graphql.md 4.3`). */
const LEVELS: readonly VisibilityLevel[] = ['PUBLIC', 'INTERNAL', 'PRIVATE'];

/** Name and visibility. */
export const UnitSettings = ({ unit, repo }: { unit: Unit; repo: UnitRepo | undefined }) => {
  const { t } = useTranslation(['unit', 'common']);
  const act = useAct();
  const [{ fetching }, change] = useMutation(ChangeUnitDocument);
  const form = useForm({
    initialValues: { name: unit.name, visibilityLevel: unit.visibilityLevel },
    validate: { name: (name) => nameProblem(name) && t(`settings.name.${nameProblem(name)!}`) },
  });
  const least = repo ? LEVELS.indexOf(repo.visibilityLevel) : 0;
  const save = form.onSubmit((wish) => act(change({ uuid: unit.uuid, unit: wish }), t('settings.saved')));
  return (
    <form onSubmit={save}>
      <Stack gap="md">
        <TextInput
          label={t('settings.name.label')}
          description={t('settings.name.rule')}
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('name')}
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
          {...form.getInputProps('visibilityLevel')}
        />
        <Group gap="sm">
          <Button type="submit" loading={fetching} disabled={!form.isDirty()}>
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

import { Button, Group, NumberInput, Paper, Select, Stack, Switch } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { useAct } from '../../ui/use-act';
import { NodeUnitDocument, UpdateNodeDocument, type NodeFactsFragment } from './node.generated';
import { levelsWithin, updateOf, type NodeSettings } from './node-settings';

/** What its owner decides about a node. */
export const SettingsTab = ({ node }: { node: NodeFactsFragment }) => {
  const { t } = useTranslation(['node', 'common']);
  const act = useAct();
  const [, update] = useMutation(UpdateNodeDocument);
  const [{ data }] = useQuery({ query: NodeUnitDocument, variables: { uuid: node.unitUuid } });
  const { visibilityLevel, isRewritableInput, maxConnections } = node;
  const form = useForm<NodeSettings>({
    initialValues: { visibilityLevel, isRewritableInput, maxConnections },
    validate: {
      maxConnections: (value) => (Number.isInteger(value) && value >= 1 ? null : t('settings.atLeastOne')),
    },
  });
  const save = form.onSubmit(async (settings) => {
    const saved = await act(
      update({ uuid: node.uuid, unitNode: updateOf(node, settings) }),
      t('settings.saved'),
    );
    if (saved) form.resetDirty(settings);
  });
  const levels = levelsWithin(data?.getUnit.visibilityLevel ?? 'PUBLIC');
  return (
    <Paper withBorder p="md" maw={560} component="form" onSubmit={save}>
      <Stack>
        <Select
          label={t('common:visibility.label')}
          description={t('settings.visibilityHint')}
          allowDeselect={false}
          data={levels.map((level) => ({ value: level, label: t(`common:visibility.${level}`) }))}
          {...form.getInputProps('visibilityLevel')}
        />
        {node.type === 'INPUT' && (
          <Switch
            label={t('settings.rewritable')}
            description={t('settings.rewritableHint')}
            {...form.getInputProps('isRewritableInput', { type: 'checkbox' })}
          />
        )}
        <NumberInput
          label={t('settings.connections')}
          description={t('settings.connectionsHint')}
          min={1}
          allowDecimal={false}
          {...form.getInputProps('maxConnections')}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={form.submitting} disabled={!form.isDirty()}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
};

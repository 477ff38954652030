import { Combobox, Group, Text, TextInput, useCombobox } from '@mantine/core';
import { IconZoomScan } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findThings } from './find-things';
import type { FleetModel } from './fleet-model';

interface ThingSearchProps {
  readonly model: FleetModel;
  readonly onChoose: (uuid: string) => void;
}

/** Finds anything of the graph by its name, without a pointer. */
export const ThingSearch = ({ model, onChoose }: ThingSearchProps) => {
  const { t } = useTranslation('fleet');
  const [typed, setTyped] = useState('');
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const found = useMemo(() => findThings(model.things.values(), typed), [model, typed]);
  const { selectFirstOption } = box;
  useEffect(() => {
    selectFirstOption();
  }, [found, selectFirstOption]);
  return (
    <Combobox
      store={box}
      onOptionSubmit={(uuid) => {
        onChoose(uuid);
        box.closeDropdown();
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          aria-label={t('graph.find')}
          placeholder={t('graph.find')}
          leftSection={<IconZoomScan size={16} aria-hidden />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            box.openDropdown();
          }}
          onFocus={() => box.openDropdown()}
          onBlur={() => box.closeDropdown()}
          w={{ base: '100%', xs: 260 }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={typed.trim() === ''}>
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label={t('graph.found')}>
          {found.map(({ uuid, kind, name, parent }) => (
            <Combobox.Option key={uuid} value={uuid}>
              <Group gap={6} wrap="nowrap" justify="space-between">
                <Text size="sm" truncate>
                  {name}
                </Text>
                <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                  {t(`kind.${kind}`)}
                  {kind === 'node' && parent && ` · ${model.things.get(parent)?.name ?? ''}`}
                </Text>
              </Group>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{t('graph.nothing')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
};

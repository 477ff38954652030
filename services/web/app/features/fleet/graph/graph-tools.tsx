import { Anchor, Chip, Group, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { THING_KINDS, type FleetSearch } from '../fleet-search';
import type { ChangeSearch } from '../use-fleet-search';
import type { FleetModel } from './fleet-model';
import { ThingSearch } from './thing-search';

interface GraphToolsProps {
  readonly model: FleetModel;
  readonly search: FleetSearch;
  readonly onChange: ChangeSearch;
  readonly onFind: (uuid: string) => void;
}

/** How things are arranged, which kinds there are, and where a thing is. */
export const GraphTools = ({ model, search, onChange, onFind }: GraphToolsProps) => {
  const { t } = useTranslation('fleet');
  const hidden = search.hide ?? [];
  return (
    <Group gap="xs">
      <ThingSearch model={model} onChoose={onFind} />
      <SegmentedControl
        aria-label={t('graph.layout')}
        data={(['force', 'layered'] as const).map((value) => ({ value, label: t(`graph.${value}`) }))}
        value={search.layout ?? 'force'}
        onChange={(layout) => onChange({ layout: layout === 'layered' ? layout : undefined })}
      />
      <Chip.Group
        multiple
        value={THING_KINDS.filter((kind) => !hidden.includes(kind))}
        onChange={(shown) => {
          const hide = THING_KINDS.filter((kind) => !shown.includes(kind));
          onChange({ hide: hide.length > 0 ? hide : undefined }, { isReplacing: true });
        }}
      >
        <Group gap={6} role="group" aria-label={t('graph.kinds')}>
          {THING_KINDS.map((kind) => (
            <Chip key={kind} value={kind} size="xs">
              {t(`kinds.${kind}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Anchor component="button" size="sm" onClick={() => onChange({ view: undefined })}>
        {t('graph.asTable')}
      </Anchor>
    </Group>
  );
};

import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export type Visibility = 'PUBLIC' | 'INTERNAL' | 'PRIVATE';

const LEVELS: readonly Visibility[] = ['PUBLIC', 'INTERNAL', 'PRIVATE'];

interface VisibilitySelectProps {
  readonly value: Visibility;
  /** What the thing belongs to: nothing in it may be seen by more people (`docs/protocol/rest-graphql.md 4.3`). */
  readonly within?: Visibility;
  readonly onChange: (value: Visibility) => void;
}

/** Who sees a thing. */
export const VisibilitySelect = ({ value, within = 'PUBLIC', onChange }: VisibilitySelectProps) => {
  const { t } = useTranslation();
  const offered = LEVELS.slice(LEVELS.indexOf(within));
  return (
    <Select
      label={t('visibility.label')}
      allowDeselect={false}
      data={offered.map((level) => ({ value: level, label: t(`visibility.${level}`) }))}
      value={value}
      onChange={(level) => onChange((level ?? value) as Visibility)}
    />
  );
};

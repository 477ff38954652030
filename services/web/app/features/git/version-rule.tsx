import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Warning } from '../../ui/warning';

interface VersionRuleProps {
  readonly isOnlyTag: boolean;
  /** The branch has tagged commits; undefined while that is not known. */
  readonly hasTags: boolean | undefined;
  readonly onChange: (isOnlyTag: boolean) => void;
}

/** Which commits are versions: tagged ones, or all. */
export const VersionRule = ({ isOnlyTag, hasTags, onChange }: VersionRuleProps) => {
  const { t } = useTranslation('git');
  return (
    <Radio.Group
      label={t('versions.rule')}
      value={isOnlyTag ? 'tags' : 'all'}
      onChange={(value) => onChange(value === 'tags')}
    >
      <Stack gap="xs" mt={4}>
        <Radio value="tags" label={t('versions.tags.label')} description={t('versions.tags.text')} />
        <Radio value="all" label={t('versions.all.label')} description={t('versions.all.text')} />
        {isOnlyTag && hasTags === false && <Warning py="xs">{t('versions.noTags')}</Warning>}
      </Stack>
    </Radio.Group>
  );
};

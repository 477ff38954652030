import { Code, Group, Stack, Text, Title } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { DownloadButton } from '../../ui/download-button';
import type { GuideUnitQuery } from './guide.generated';
import { archivePath } from '../../api/archive-path';

const FORMS = ['zip', 'tgz', 'tar'] as const;

/** The Unit's archive, for whoever is signed in as its owner. */
export const DownloadArchive = ({ unit: { uuid, name } }: { unit: GuideUnitQuery['getUnit'] }) => {
  const { t } = useTranslation('guide');
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        {t('archive.title')}
      </Title>
      <Text size="sm" c="dimmed">
        <Trans t={t} i18nKey="archive.text" components={{ file: <Code /> }} />
      </Text>
      <Group gap="xs">
        {FORMS.map((form, index) => (
          <DownloadButton
            key={form}
            path={archivePath(uuid, form)}
            fileName={`${name}.${form}`}
            variant={index === 0 ? 'filled' : 'default'}
          >
            {t('archive.download', { form })}
          </DownloadButton>
        ))}
      </Group>
    </Stack>
  );
};

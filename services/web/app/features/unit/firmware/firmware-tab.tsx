import { List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LinkAnchor } from '../../../ui/links';
import type { UnitTabProps } from '../unit-tabs';
import { ARCHIVES } from '../../../api/archive-path';
import { ArchiveButton } from './archive-button';
import { ReleaseFile } from './release-file';

/** What has to be put on a device by hand, once. */
export const FirmwareTab = ({ unit, repo }: UnitTabProps) => {
  const { t } = useTranslation('unit');
  const isCompilable = repo?.isCompilableRepo ?? false;
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Title order={2}>{t('firmware.title')}</Title>
        <Text c="dimmed" maw={720}>
          {t(isCompilable ? 'firmware.textCompiled' : 'firmware.text')}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
          {ARCHIVES.map((kind) => (
            <Paper key={kind} withBorder p="md">
              <Stack gap="xs" align="flex-start" h="100%" justify="space-between">
                <Text size="sm">{t(`firmware.kind.${kind}`)}</Text>
                <ArchiveButton unit={unit} kind={kind} />
              </Stack>
            </Paper>
          ))}
        </SimpleGrid>
      </Stack>
      {isCompilable && repo && <ReleaseFile unit={unit} repo={repo} />}
      <Stack gap="xs">
        <Title order={2}>{t('firmware.then')}</Title>
        <List type="ordered" maw={720}>
          <List.Item>
            {t('firmware.step.env')}{' '}
            <LinkAnchor
              underline="always"
              to="/unit/$uuid"
              params={{ uuid: unit.uuid }}
              search={{ tab: 'env' }}
            >
              {t('tab.env')}
            </LinkAnchor>
          </List.Item>
          <List.Item>{t('firmware.step.unpack')}</List.Item>
          <List.Item>{t('firmware.step.start')}</List.Item>
        </List>
        <Text size="sm" c="dimmed" maw={720}>
          {t('firmware.secret')}
        </Text>
      </Stack>
    </Stack>
  );
};

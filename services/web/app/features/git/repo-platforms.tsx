import { Anchor, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { RepoPlatformsDocument } from './git.generated';
import type { Repo } from './repo-row';
import { useAskAfterSync } from './use-registry';
import { Warning } from '../../ui/warning';

interface RepoPlatformsProps {
  readonly repo: Repo;
  /** Grows when the repository was synchronised. */
  readonly ended: number;
}

/** For which platforms the release that a compiled Repo is at has a program. */
export const RepoPlatforms = ({ repo, ended }: RepoPlatformsProps) => {
  const { t } = useTranslation('git');
  const [{ data }, ask] = useQuery({ query: RepoPlatformsDocument, variables: { uuid: repo.uuid } });
  useAskAfterSync(ended, ask);
  if (!data) return null;
  const platforms = data.getAvailablePlatforms;
  if (platforms.length === 0)
    return <Warning title={t('platforms.none.title')}>{t('platforms.none.text')}</Warning>;
  return (
    <Group gap="sm">
      <Text size="sm" c="dimmed">
        {t('platforms.title')}
      </Text>
      {platforms.map(({ name, link }) => (
        <Anchor key={name} href={link} size="sm" target="_blank" rel="noreferrer noopener">
          {name}
        </Anchor>
      ))}
    </Group>
  );
};

import { Anchor, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { GuideDemoDocument } from './guide.generated';

/** For who has no repository at hand: the demo's, where this instance has it. */
export const DemoHint = ({ onUse }: { onUse: (registryUuid: string) => void }) => {
  const { t } = useTranslation('guide');
  const [{ data }] = useQuery({ query: GuideDemoDocument });
  const demo = data?.getRepositoriesRegistry.repositoriesRegistry[0];
  if (!demo) return null;
  const use = (
    <Anchor component="button" type="button" inherit underline="always" onClick={() => onUse(demo.uuid)} />
  );
  return (
    <Text size="sm">
      <Trans t={t} i18nKey="git.demo" components={{ use }} />
    </Text>
  );
};

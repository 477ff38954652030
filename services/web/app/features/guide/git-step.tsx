import { Button, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../ui/links';
import { ProblemNotice } from '../../ui/problem-notice';
import { CredentialsForm } from '../git/credentials-form';
import { RegistryForm } from '../git/registry-form';
import { RegistryProgress } from '../git/registry-progress';
import { RegistryFacts } from '../git/registry-facts';
import { useRegistry } from '../git/use-registry';
import { DemoHint } from './demo-hint';
import type { GuideSearch } from './guide-search';
import { RepositoryNeeds } from './repository-needs';

interface StepProps {
  readonly search: GuideSearch;
  readonly onGo: (search: GuideSearch) => void;
}

const Opened = ({ uuid, onGo }: { uuid: string; onGo: StepProps['onGo'] }) => {
  const { t } = useTranslation('guide');
  const { registry, error, ask } = useRegistry(uuid);
  const another = (
    <Button variant="default" size="xs" onClick={() => onGo({ step: 'git' })}>
      {t('git.another')}
    </Button>
  );
  if (!registry)
    return error ? (
      <Stack align="flex-start">
        <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
        {another}
      </Stack>
    ) : null;
  const isHere = registry.syncStatus === 'UPDATED';
  return (
    <Stack maw={760}>
      <RegistryFacts registry={registry} />
      <RegistryProgress registry={registry}>{another}</RegistryProgress>
      {!registry.isPublicRepository && <CredentialsForm registry={registry} />}
      {isHere && (
        <Group>
          <LinkButton to="/start" search={{ step: 'repo', registry: uuid }}>
            {t('git.next')}
          </LinkButton>
          <Button variant="default" onClick={() => onGo({ step: 'git' })}>
            {t('git.another')}
          </Button>
        </Group>
      )}
    </Stack>
  );
};

/** First step: an address becomes a copy of the repository here. */
export const GitStep = ({ search, onGo }: StepProps) => {
  const { t } = useTranslation('guide');
  if (search.registry) return <Opened uuid={search.registry} onGo={onGo} />;
  return (
    <Stack>
      <RegistryForm label={t('git.open')} onOpened={(registry) => onGo({ step: 'git', registry })}>
        <DemoHint onUse={(registry) => onGo({ step: 'git', registry })} />
      </RegistryForm>
      <RepositoryNeeds />
    </Stack>
  );
};

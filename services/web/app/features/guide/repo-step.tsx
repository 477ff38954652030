import { Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { LinkButton } from '../../ui/links';
import { ReposDocument } from '../git/git.generated';
import { RegistryProgress } from '../git/registry-progress';
import { RepoForm } from '../git/repo-form';
import { RepoFollows } from '../git/repo-row';
import { useRegistry } from '../git/use-registry';

interface RepoStepProps {
  readonly registryUuid: string;
  readonly onCreated: (uuid: string) => void;
}

const SHOWN = 5;

/** Repos of the repository that are there already, to use one of them. */
const Existing = ({ registryUuid }: { registryUuid: string }) => {
  const { t } = useTranslation('guide');
  const filters = { repositoryRegistryUuid: registryUuid, limit: SHOWN, offset: 0 };
  const [{ data }] = useQuery({ query: ReposDocument, variables: { filters } });
  const repos = data?.getRepos.repos ?? [];
  if (repos.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        {t('repo.existing')}
      </Title>
      {repos.map((repo) => (
        <Paper key={repo.uuid} withBorder p="sm">
          <Group justify="space-between">
            <div>
              <Text fw={600}>{repo.name}</Text>
              <Text size="sm" c="dimmed">
                <RepoFollows repo={repo} />
              </Text>
            </div>
            <LinkButton
              to="/start"
              search={{ step: 'unit', registry: registryUuid, repo: repo.uuid }}
              variant="default"
              aria-label={t('repo.useOf', { name: repo.name })}
            >
              {t('repo.use')}
            </LinkButton>
          </Group>
        </Paper>
      ))}
      <Title order={3} size="h4" mt="md">
        {t('repo.orNew')}
      </Title>
    </Stack>
  );
};

/** Second step: which branch devices run, and how they come to new versions. */
export const RepoStep = ({ registryUuid, onCreated }: RepoStepProps) => {
  const { t } = useTranslation('guide');
  const { registry } = useRegistry(registryUuid);
  if (!registry) return <Skeleton h={240} />;
  return (
    <Stack maw={760}>
      {registry.syncStatus !== 'UPDATED' && <RegistryProgress registry={registry} />}
      <Existing registryUuid={registryUuid} />
      {registry.branches.length > 0 && (
        <RepoForm registry={registry} label={t('repo.create')} onCreated={onCreated} />
      )}
    </Stack>
  );
};

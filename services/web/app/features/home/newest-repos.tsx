import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { LinkAnchor } from '../../ui/links';
import { RelativeTime } from '../../ui/relative-time';
import { HomeList } from './home-list';
import { HomeReposDocument } from './home.generated';

const SHOWN = 6;

/** The newest Repos that one sees: what devices can be made from. */
export const NewestRepos = () => {
  const { t } = useTranslation('home');
  const filters = { limit: SHOWN, orderByLastUpdate: null };
  const [{ data, error }] = useQuery({ query: HomeReposDocument, variables: { filters } });
  return (
    <HomeList
      title={t('repos.title')}
      all={{ label: t('repos.all'), link: { to: '/repos' } }}
      isLoading={!data && !error}
      empty={t('repos.none')}
    >
      {(data?.getRepos.repos ?? []).map((repo) => (
        <Group key={repo.uuid} justify="space-between" gap="xs" wrap="nowrap">
          <LinkAnchor to="/repo/$uuid" params={{ uuid: repo.uuid }} truncate>
            {repo.name}
          </LinkAnchor>
          <Text size="sm" c="dimmed" style={{ flex: 'none' }}>
            <RelativeTime time={repo.lastUpdateDatetime} />
          </Text>
        </Group>
      ))}
    </HomeList>
  );
};

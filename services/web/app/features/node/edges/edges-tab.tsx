import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLink } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useSession } from '../../../session/session';
import { ProblemNotice } from '../../../ui/problem-notice';
import { SearchField } from '../../../ui/search-field';
import { NodeUnitDocument, type NodeFactsFragment } from '../node.generated';
import { otherEnd } from './edge-board';
import { LinkDialog } from './link-dialog';
import { LinkList } from './link-list';
import { useBoard } from './use-board';
import { useLinks } from './use-links';

const EdgeCanvas = lazy(() =>
  import('./edge-canvas').then(({ EdgeCanvas: canvas }) => ({ default: canvas })),
);

const STEP = 6;

/** What a node is linked to: drawn on a board, and as a list with all the same ways. */
export const EdgesTab = ({ node }: { node: NodeFactsFragment }) => {
  const { t } = useTranslation('node');
  const { user } = useSession();
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(STEP);
  const [isAdding, adding] = useDisclosure();
  const { link, unlink, isLinking } = useLinks();
  const { own, edges, others, names, cards, values, hasMore, isLoading, error } = useBoard(
    node,
    search,
    limit,
  );
  const [{ data }] = useQuery({ query: NodeUnitDocument, variables: { uuid: node.unitUuid } });
  const unit = data?.getUnit.name ?? t('edges.own');
  const { unitUuid } = node;
  const card = useMemo(() => ({ id: 'own', unitUuid, name: unit, nodes: own }), [unitUuid, unit, own]);
  if (error) return <ProblemNotice error={error} />;
  const mayLink = user !== null;
  const mine = edges.filter((edge) => edge.nodeOutputUuid === node.uuid || edge.nodeInputUuid === node.uuid);
  const linked = new Set(mine.map((edge) => otherEnd(edge, new Set([node.uuid]))));
  const add = mayLink && (
    <Button size="xs" leftSection={<IconLink size={16} aria-hidden />} onClick={adding.open}>
      {t('edges.add')}
    </Button>
  );
  return (
    <Stack gap="md">
      <LinkList
        {...{ node, edges, others, names, values, mayLink, add }}
        onUnlink={(key) => void unlink(key)}
      />
      <Group justify="space-between" align="flex-end">
        <Text size="sm" c="dimmed" maw={640}>
          {mayLink ? t(`edges.hint${node.type}`) : t('edges.hintSignIn')}
        </Text>
        <SearchField value={search} label={t('edges.search')} onChange={setSearch} />
      </Group>
      {isLoading ? (
        <Skeleton h={320} />
      ) : (
        <Suspense fallback={<Skeleton h={320} />}>
          <EdgeCanvas
            own={card}
            cards={cards}
            edges={edges}
            values={values}
            kind={node.type}
            marked={node.uuid}
            mayLink={mayLink}
            onLink={(key) => void link(key)}
            onUnlink={(key) => void unlink(key)}
          />
        </Suspense>
      )}
      {hasMore && (
        <Button
          variant="default"
          size="xs"
          style={{ alignSelf: 'center' }}
          onClick={() => setLimit(limit + STEP)}
        >
          {t('edges.more')}
        </Button>
      )}
      {isAdding && (
        <LinkDialog node={node} linked={linked} isBusy={isLinking} onLink={link} onClose={adding.close} />
      )}
    </Stack>
  );
};

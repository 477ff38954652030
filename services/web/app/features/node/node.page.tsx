import { getRouteApi } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { useQuery, useSubscription } from 'urql';
import { LinkAnchor } from '../../ui/links';
import { Page, type Crumb } from '../../ui/page';
import { PageLoading } from '../../ui/page-loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { NodeValuesDocument } from '../data/data.generated';
import { NodeBadges } from './node-head';
import { NodeTabs } from './node-tabs';
import { NodeDocument, NodeUnitDocument } from './node.generated';

const route = getRouteApi('/unit-node/$uuid');

/** Values come onto the node by themselves; nothing of this page is drawn anew for the message itself. */
const Live = ({ uuid }: { uuid: string }) => {
  useSubscription({ query: NodeValuesDocument, variables: { uuids: [uuid] } });
  return null;
};

/** A node: its value, what it is linked to, its history, its pipeline. */
export const NodePage = () => {
  const { t } = useTranslation(['node', 'common']);
  const { uuid } = route.useParams();
  const [{ data, error, fetching }, again] = useQuery({ query: NodeDocument, variables: { uuid } });
  const node = data?.getUnitNode;
  const [{ data: ofUnit }] = useQuery({
    query: NodeUnitDocument,
    variables: { uuid: node?.unitUuid ?? '' },
    pause: !node,
  });
  if (!node && fetching) return <PageLoading />;
  if (!node)
    return (
      <Page title={t('title')}>
        {error && <ProblemNotice error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />}
      </Page>
    );
  const unit = ofUnit?.getUnit;
  const crumbs: Crumb[] = [
    { label: t('common:place.fleet'), link: { to: '/fleet' } },
    ...(unit
      ? [{ label: unit.name, link: { to: '/unit/$uuid', params: { uuid: unit.uuid } } } as Crumb]
      : []),
  ];
  return (
    <Page
      title={node.topicName}
      crumbs={crumbs}
      badges={<NodeBadges node={node} />}
      description={
        unit && (
          <Trans
            t={t}
            i18nKey={`of.${node.type}`}
            values={{ unit: unit.name }}
            components={{
              a: <LinkAnchor to="/unit/$uuid" params={{ uuid: unit.uuid }} underline="always" />,
            }}
          />
        )
      }
    >
      <Live uuid={uuid} />
      <NodeTabs key={uuid} node={node} />
    </Page>
  );
};

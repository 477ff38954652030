import { Badge, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { LinkAnchor } from '../../../ui/links';
import type { Unit } from '../use-unit';
import { nodesOf, SCHEMA_PARTS, type Schema, type SchemaTopic } from './read-schema';
import { UnitSchemaNodesDocument, type UnitSchemaNodesQuery } from './schema.generated';

const MOST = 200;

type Node = UnitSchemaNodesQuery['getUnitNodes']['unitNodes'][number];

const useNodes = (schema: Schema): ReadonlyMap<string, Node> => {
  const uuids = useMemo(() => nodesOf(schema).slice(0, MOST), [schema]);
  const [{ data }] = useQuery({
    query: UnitSchemaNodesDocument,
    variables: { uuids, limit: MOST },
    pause: uuids.length === 0,
  });
  return useMemo(() => new Map(data?.getUnitNodes.unitNodes.map((node) => [node.uuid, node])), [data]);
};

interface TopicProps {
  readonly entry: SchemaTopic;
  readonly unit: Unit;
  readonly nodes: ReadonlyMap<string, Node>;
}

const Topic = ({ entry, unit, nodes }: TopicProps) => {
  const { t } = useTranslation('unit');
  return (
    <Paper withBorder px="sm" py="xs" component="li">
      <Text fw={550} style={{ overflowWrap: 'anywhere' }}>
        {entry.name}
      </Text>
      <Stack gap={4} mt={4}>
        {entry.topics.map(({ topic, nodeUuid }) => {
          const node = nodeUuid === null ? undefined : nodes.get(nodeUuid);
          const isForeign = node !== undefined && node.unitUuid !== unit.uuid;
          return (
            <Group key={topic} gap={8}>
              <Code style={{ overflowWrap: 'anywhere' }}>{topic}</Code>
              {nodeUuid && (
                <LinkAnchor size="sm" to="/unit-node/$uuid" params={{ uuid: nodeUuid }}>
                  {node?.topicName ?? t('schema.node')}
                </LinkAnchor>
              )}
              {isForeign && (
                <Badge variant="light" tt="none">
                  {t('schema.linked')}
                </Badge>
              )}
            </Group>
          );
        })}
      </Stack>
    </Paper>
  );
};

/** The names of a schema by what they are for. */
export const SchemaTopics = ({ schema, unit }: { schema: Schema; unit: Unit }) => {
  const { t } = useTranslation('unit');
  const nodes = useNodes(schema);
  return (
    <Stack gap="lg">
      {SCHEMA_PARTS.filter((part) => schema[part].length > 0).map((part) => (
        <section key={part} aria-label={t(`schema.part.${part}`)}>
          <Title order={2}>{t(`schema.part.${part}`)}</Title>
          <Text size="sm" c="dimmed" mb="xs">
            {t(`schema.why.${part}`)}
          </Text>
          <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
            {schema[part].map((entry) => (
              <Topic key={entry.name} entry={entry} unit={unit} nodes={nodes} />
            ))}
          </Stack>
        </section>
      ))}
    </Stack>
  );
};

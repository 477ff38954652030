import { Anchor, CloseButton, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../ui/links';
import { OnlineBadge, UpdateBadge, VersionBadge } from '../../../ui/unit-badges';
import type { FleetModel } from './fleet-model';
import { isBehind, type Thing } from './thing';
import classes from './graph.module.css';

const SHOWN = 12;

const PAGES = {
  registry: '/registry/$uuid',
  repo: '/repo/$uuid',
  unit: '/unit/$uuid',
  node: '/unit-node/$uuid',
} as const;

const UnitFacts = ({ unit }: { unit: NonNullable<Thing['unit']> }) => (
  <Group gap={6}>
    <OnlineBadge isOnline={unit.isOnline} lastSeenDatetime={unit.lastSeenDatetime} />
    <UpdateBadge status={unit.firmwareUpdateStatus} />
    <VersionBadge
      current={unit.currentCommitVersion}
      target={unit.targetCommit}
      isOutdated={isBehind(unit)}
    />
  </Group>
);

interface ThingPanelProps {
  readonly model: FleetModel;
  readonly uuid: string;
  readonly onChoose: (uuid: string | undefined) => void;
}

/** One thing of the graph in words: what it is, how it is, what it is connected with. */
export const ThingPanel = ({ model, uuid, onChoose }: ThingPanelProps) => {
  const { t } = useTranslation('fleet');
  const thing = model.things.get(uuid);
  if (!thing) return null;
  const near = model.graph.neighbors(uuid).flatMap((one) => model.things.get(one) ?? []);
  const kind = thing.direction ? t(`direction.${thing.direction}`) : t(`kind.${thing.kind}`);
  return (
    <Paper
      component="aside"
      withBorder
      shadow="md"
      p="sm"
      className={classes.panel}
      aria-label={t('graph.chosen')}
    >
      <Stack gap="xs" aria-live="polite">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Text size="xs" c="dimmed">
              {kind}
            </Text>
            <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
              {thing.name}
            </Title>
          </div>
          <CloseButton aria-label={t('graph.close')} onClick={() => onChoose(undefined)} />
        </Group>
        {thing.unit && <UnitFacts unit={thing.unit} />}
        <LinkButton to={PAGES[thing.kind]} params={{ uuid }} size="xs" variant="light">
          {t('graph.open')}
        </LinkButton>
        {near.length > 0 && (
          <Text size="xs" c="dimmed">
            {t('graph.near', { count: near.length })}
          </Text>
        )}
        {near.slice(0, SHOWN).map((one) => (
          <Anchor key={one.uuid} component="button" size="sm" ta="left" onClick={() => onChoose(one.uuid)}>
            {one.name}{' '}
            <Text span size="xs" c="dimmed">
              {t(`kind.${one.kind}`)}
            </Text>
          </Anchor>
        ))}
      </Stack>
    </Paper>
  );
};

import { Stack, useComputedColorScheme } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../session/session';
import { ProblemNotice } from '../../../ui/problem-notice';
import type { FleetSearch } from '../fleet-search';
import type { ChangeSearch } from '../use-fleet-search';
import { GraphCanvas } from './graph-canvas';
import { GraphControls } from './graph-controls';
import { GraphLegend } from './graph-legend';
import { GraphTools } from './graph-tools';
import type { GraphView } from './graph-view';
import { PALETTES } from './palette';
import { shownThings } from './shown-things';
import { ThingPanel } from './thing-panel';
import { useFleetModel } from './use-fleet-model';
import { useLayout } from './use-layout';
import { useLiveModel } from './use-live-model';
import { Loading, Working } from './working';
import classes from './graph.module.css';

interface FleetGraphProps {
  readonly search: FleetSearch;
  readonly onChange: ChangeSearch;
}

/** Where Units come from, what they have and what flows between them. */
export const FleetGraph = ({ search, onChange }: FleetGraphProps) => {
  const { t } = useTranslation('fleet');
  const { user } = useSession();
  const palette = PALETTES[useComputedColorScheme('light', { getInitialValueInEffect: false })];
  const { model, progress, parts, isLoaded, error } = useFleetModel(palette);
  const placing = useLayout(model, search.layout, isLoaded);
  const changes = useLiveModel(model, isLoaded);
  const [view, setView] = useState<GraphView | null>(null);
  const [aim, setAim] = useState<string | null>(search.at ?? null);
  const { at } = search;
  const userUuid = user?.uuid ?? null;
  useEffect(() => {
    model.show(shownThings(model.things, search, userUuid));
  }, [model, search, userUuid, parts, changes]);
  useEffect(() => {
    view?.choose(at ?? null, isLoaded && aim === at);
  }, [view, at, aim, isLoaded]);
  const choose = (uuid: string | undefined) => onChange({ at: uuid }, { isReplacing: true });
  const approach = (uuid: string | undefined) => {
    setAim(uuid ?? null);
    choose(uuid);
  };
  return (
    <Stack gap="xs">
      <GraphTools model={model} search={search} onChange={onChange} onFind={approach} />
      {error && <ProblemNotice error={error} />}
      <div className={classes.stage}>
        <GraphCanvas
          model={model}
          palette={palette}
          label={t('graph.picture', { count: model.things.size })}
          isBusy={!isLoaded && !error}
          onView={setView}
          onChoose={choose}
        />
        <GraphLegend model={model} palette={palette} />
        <GraphControls view={view} />
        {at && <ThingPanel model={model} uuid={at} onChoose={approach} />}
        {!isLoaded && !error && <Loading progress={progress} />}
        {placing !== null && <Working text={t('graph.placing')} share={placing} />}
      </div>
    </Stack>
  );
};

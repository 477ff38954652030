import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import type { FleetModel } from './fleet-model';
import type { Palette } from './palette';
import { UNIT_STATES } from './thing';
import classes from './graph.module.css';

const Dot = ({ color, size }: { color: string; size: number }) => (
  <svg width={16} height={16} aria-hidden>
    <circle cx={8} cy={8} r={size} fill={color} />
  </svg>
);

/** What the colours mean, and how many of each there are. */
export const GraphLegend = ({ model, palette }: { model: FleetModel; palette: Palette }) => {
  const { t } = useTranslation('fleet');
  const { number } = useFormat();
  const counts = model.countStates();
  return (
    <div className={classes.legend}>
      <ul aria-label={t('graph.legend')}>
        <li>
          <Dot color={palette.kinds.registry} size={7} />
          {t('kind.registry')}
        </li>
        <li>
          <Dot color={palette.kinds.repo} size={6} />
          {t('kind.repo')}
        </li>
        {UNIT_STATES.map((state) => (
          <li key={state}>
            <Dot color={palette.states[state]} size={5} />
            {t(`graph.state.${state}`)}: {number(counts[state])}
          </li>
        ))}
        <li>
          <Dot color={palette.kinds.node} size={3} />
          {t('kind.node')}
        </li>
      </ul>
    </div>
  );
};

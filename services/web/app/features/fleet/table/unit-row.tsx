import { IconLock, IconUsers, IconWorld, type Icon } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import { LinkAnchor } from '../../../ui/links';
import { RelativeTime } from '../../../ui/relative-time';
import { OnlineBadge, UpdateBadge, VersionBadge } from '../../../ui/unit-badges';
import type { FleetUnitFragment } from '../fleet.generated';
import classes from './unit-table.module.css';

const VISIBILITY: Record<FleetUnitFragment['visibilityLevel'], Icon> = {
  PUBLIC: IconWorld,
  INTERNAL: IconUsers,
  PRIVATE: IconLock,
};

/** As the instance counts it, from what live messages keep true. */
export const isOutdated = ({ currentCommitVersion, targetCommit }: FleetUnitFragment): boolean =>
  currentCommitVersion !== null && targetCommit !== null && currentCommitVersion !== targetCommit;

const Visibility = ({ level }: { level: FleetUnitFragment['visibilityLevel'] }) => {
  const { t } = useTranslation();
  const Picture = VISIBILITY[level];
  return (
    <span title={t(`visibility.${level}`)}>
      <Picture size={16} role="img" aria-label={t(`visibility.${level}`)} />
    </span>
  );
};

interface UnitRowProps {
  readonly unit: FleetUnitFragment;
  readonly repoName: string | undefined;
  /** Place in the whole list, from 0. */
  readonly index: number;
  readonly top: number;
}

/** One Unit; nothing but a change of this Unit draws it anew. */
export const UnitRow = memo(({ unit, repoName, index, top }: UnitRowProps) => {
  const { t } = useTranslation('fleet');
  const { bytes } = useFormat();
  const memFree = unit.unitState?.memFree;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="cell" className={classes.state}>
        <OnlineBadge isOnline={unit.isOnline} lastSeenDatetime={unit.lastSeenDatetime} />
        <UpdateBadge status={unit.firmwareUpdateStatus} error={unit.firmwareUpdateError} />
      </div>
      <div role="cell" className={classes.name}>
        <LinkAnchor to="/unit/$uuid" params={{ uuid: unit.uuid }} className={classes.link}>
          {unit.name}
        </LinkAnchor>
      </div>
      <div role="cell" className={classes.repo}>
        {repoName ?? '\u00a0'}
      </div>
      <div role="cell" className={classes.version}>
        <VersionBadge
          current={unit.currentCommitVersion}
          target={unit.targetCommit}
          isOutdated={isOutdated(unit)}
        />
      </div>
      <div role="cell" className={classes.visibility}>
        <Visibility level={unit.visibilityLevel} />
      </div>
      <div role="cell" className={classes.seen}>
        {unit.lastSeenDatetime ? <RelativeTime time={unit.lastSeenDatetime} /> : t('never')}
      </div>
      <div role="cell" className={classes.memory}>
        {typeof memFree === 'number' ? bytes(memFree) : '–'}
      </div>
    </div>
  );
});

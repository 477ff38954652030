import { Skeleton } from '@mantine/core';
import type { VirtualItem } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { FleetReposDocument, FleetUnitsDocument, type UnitFilterInput } from '../fleet.generated';
import { WINDOW } from '../unit-filters';
import { LiveUnits } from './live-units';
import { UnitRow } from './unit-row';
import classes from './unit-table.module.css';
import { useRegularAsk } from '../../../ui/use-regular-ask';

/** Windows that are only flown over are not asked for. */
const FLOWN_OVER_MS = 80;
/** What no live message tells of (names, targets, visibility) is seen after so long. */
const REVIEW_MS = 30_000;

/** True at once unless somebody scrolls. */
const useIsSettled = (isScrolling: boolean): boolean => {
  const [isSettled, setSettled] = useState(!isScrolling);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), FLOWN_OVER_MS);
    return () => clearTimeout(timer);
  }, []);
  return isSettled;
};

interface UnitWindowProps {
  readonly filters: UnitFilterInput;
  /** Changes when lists may be others than they were. */
  readonly revision: string;
  /** The lines in view. */
  readonly lines: readonly VirtualItem[];
  readonly offset: number;
  readonly isScrolling: boolean;
}

/** A part of the list, asked for as it comes into view, and kept live while it is. */
export const UnitWindow = ({ filters, revision, lines, offset, isScrolling }: UnitWindowProps) => {
  const [{ data }, ask] = useQuery({
    query: FleetUnitsDocument,
    variables: { filters },
    pause: !useIsSettled(isScrolling),
  });
  const seen = useRef(revision);
  useEffect(() => {
    if (seen.current === revision) return;
    seen.current = revision;
    ask({ requestPolicy: 'network-only' });
  }, [revision, ask]);
  useRegularAsk(ask, REVIEW_MS);
  const units = data?.getUnits.units;
  const repoUuids = useMemo(() => [...new Set(units?.map((unit) => unit.repoUuid))].sort(), [units]);
  const [{ data: named }] = useQuery({
    query: FleetReposDocument,
    variables: { filters: { uuids: repoUuids, limit: WINDOW } },
    pause: repoUuids.length === 0,
    requestPolicy: 'cache-first',
  });
  const names = useMemo(() => new Map(named?.getRepos.repos.map(({ uuid, name }) => [uuid, name])), [named]);
  const shown = lines.flatMap((line) => units?.[line.index % WINDOW]?.uuid ?? []);
  return (
    <>
      <LiveUnits uuids={shown.join(' ')} />
      {lines.map((line) => {
        const unit = units?.[line.index % WINDOW];
        const top = line.start - offset;
        return unit ? (
          <UnitRow
            key={unit.uuid}
            unit={unit}
            repoName={names.get(unit.repoUuid)}
            index={line.index}
            top={top}
          />
        ) : (
          <div
            key={line.key}
            className={classes.row}
            style={{ transform: `translateY(${top}px)` }}
            aria-hidden
          >
            <Skeleton h={14} w="70%" />
          </div>
        );
      })}
    </>
  );
};

import { CombinedError } from '@urql/core';
import { useEffect, useState } from 'react';
import { uncachedClient } from '../../../api/client';
import { FleetModel } from './fleet-model';
import { LoadProgressStore } from './load-progress';
import { ThingLoader } from './load-things';
import type { Palette } from './palette';
import type { Flow, Thing } from './thing';

interface Loading {
  readonly model: FleetModel;
  readonly progress: LoadProgressStore;
  /** Grows with each part that is shown. */
  readonly parts: number;
  readonly isLoaded: boolean;
  readonly error: CombinedError | null;
}

/** A part of what is shown already; so much more is shown at once. */
const GROWTH = 1;

/** Reads all that one may see, part by part; what has come is there at once. */
export const useFleetModel = (palette: Palette): Loading => {
  const [model] = useState(() => new FleetModel(palette));
  const [progress] = useState(() => new LoadProgressStore());
  const [parts, setParts] = useState(0);
  const [isLoaded, setLoaded] = useState(false);
  const [error, setError] = useState<CombinedError | null>(null);
  useEffect(() => {
    let isOver = false;
    let things: Thing[] = [];
    let flows: Flow[] = [];
    const show = () => {
      model.add(things);
      model.link(flows);
      [things, flows] = [[], []];
      model.place('circles');
      setParts((count) => count + 1);
    };
    const receiver = {
      things: (some: readonly Thing[]) => {
        things.push(...some);
        // Each drawing costs as much as there is: few of them, whatever there is.
        if (things.length > model.things.size * GROWTH) show();
      },
      flows: (some: readonly Flow[]) => void flows.push(...some),
      progress: progress.tell,
    };
    new ThingLoader(uncachedClient(), receiver, () => isOver).run().then(
      () => {
        if (isOver) return;
        show();
        setLoaded(true);
      },
      (reason: unknown) => {
        if (!(reason instanceof CombinedError)) throw reason;
        if (!isOver) setError(reason);
      },
    );
    return () => {
      isOver = true;
    };
  }, [model, progress]);
  useEffect(() => model.paint(palette), [model, palette]);
  return { model, progress, parts, isLoaded, error };
};

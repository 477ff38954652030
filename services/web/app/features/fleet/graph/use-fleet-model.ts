import { CombinedError } from '@urql/core';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { FleetModel } from './fleet-model';
import { ThingLoader, type LoadProgress } from './load-things';
import type { Palette } from './palette';
import type { Flow, Thing } from './thing';

interface Loading {
  readonly model: FleetModel;
  readonly progress: LoadProgress;
  readonly isLoaded: boolean;
  readonly error: CombinedError | null;
}

/** A part of what is shown already; so much more is shown at once. */
const GROWTH = 0.6;

const NOTHING: LoadProgress = { loaded: 0, total: 0 };

/** Reads all that one may see, part by part; what has come is there at once. */
export const useFleetModel = (palette: Palette): Loading => {
  const client = useClient();
  const [model] = useState(() => new FleetModel(palette));
  const [progress, setProgress] = useState(NOTHING);
  const [isLoaded, setLoaded] = useState(false);
  const [error, setError] = useState<CombinedError | null>(null);
  useEffect(() => {
    let isOver = false;
    const parts: (() => void)[] = [];
    let waiting = 0;
    const show = () => {
      for (const add of parts.splice(0)) add();
      waiting = 0;
      model.place('circles');
    };
    const receiver = {
      things: (things: readonly Thing[]) => {
        parts.push(() => model.add(things));
        waiting += things.length;
        // Each drawing costs as much as there is: few of them, whatever there is.
        if (waiting > model.things.size * GROWTH) show();
      },
      flows: (flows: readonly Flow[]) => void parts.push(() => model.link(flows)),
      progress: setProgress,
    };
    new ThingLoader(client, receiver, () => isOver).run().then(
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
  }, [client, model]);
  useEffect(() => model.paint(palette), [model, palette]);
  return { model, progress, isLoaded, error };
};

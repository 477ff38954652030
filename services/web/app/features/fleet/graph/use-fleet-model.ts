import { CombinedError } from '@urql/core';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { FleetModel } from './fleet-model';
import { ThingLoader, type LoadProgress } from './load-things';
import type { Palette } from './palette';

interface Loading {
  readonly model: FleetModel;
  readonly progress: LoadProgress;
  readonly isLoaded: boolean;
  readonly error: CombinedError | null;
}

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
    let placed = 0;
    const receiver = {
      things: model.add.bind(model),
      flows: model.link.bind(model),
      progress: (next: LoadProgress) => {
        // Each placing costs as much as there is: few of them, whatever there is.
        if (model.things.size > placed * 1.3) {
          model.place('circles');
          placed = model.things.size;
        }
        setProgress(next);
      },
    };
    new ThingLoader(client, receiver, () => isOver).run().then(
      () => !isOver && setLoaded(true),
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

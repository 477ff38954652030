import type { CombinedError } from '@urql/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { RunStep } from '../check/work';
import { PipelineDryRunDocument } from '../pipeline.generated';
import { stepOfInstance } from './recorded-run';

/** How many minutes are read at first. */
const MINUTES = 10;

interface RecordedRun {
  readonly steps: readonly RunStep[];
  /** Of which document. */
  readonly document: string;
  /** `complete`, or which bound ended it. */
  readonly end: string;
}

/** Runs a document over recorded messages on the instance, one run at a time; an ended one is ended there as well. */
export const useRecordedRun = (uuid: string) => {
  const client = useClient();
  const [minutes, setMinutes] = useState(MINUTES);
  const stop = useRef<() => void>(() => undefined);
  const [isRunning, setRunning] = useState(false);
  const [run, setRun] = useState<RecordedRun | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const cancel = useCallback(() => {
    stop.current();
    setRunning(false);
  }, []);
  useEffect(() => () => stop.current(), []);
  const start = useCallback(
    (document: string) => {
      stop.current();
      setRunning(true);
      setError(null);
      const asked = client.query(
        PipelineDryRunDocument,
        { uuid, document, lastMinutes: minutes },
        { requestPolicy: 'network-only' },
      );
      const { unsubscribe } = asked.subscribe(({ data, error: problem, stale }) => {
        if (stale) return;
        setRunning(false);
        setError(problem ?? null);
        if (!data) return;
        const { steps, end } = data.dryRunDataPipe;
        setRun({ steps: steps.map(stepOfInstance), end, document });
      });
      stop.current = unsubscribe;
    },
    [client, uuid, minutes],
  );
  return { minutes, setMinutes, start, cancel, isRunning, run, error };
};

export type RecordedRuns = ReturnType<typeof useRecordedRun>;

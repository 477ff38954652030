import { useEffect, useRef, useState } from 'react';
import type { Work, WorkDone } from './work';

const start = () => new Worker(new URL('./pipeline.worker.ts', import.meta.url), { type: 'module' });

interface Answer extends WorkDone {
  /** What it is the answer to. */
  readonly work: Work;
}

/**
 * Does the newest work in a worker, once what is asked has not changed for `pauseMs`. Work that is out of date is ended,
 * however long it would take. The answer before stays until the next one is there.
 */
export const useWork = (
  work: Work | null,
  pauseMs: number,
): { answer: Answer | null; isBusy: boolean; isFailed: boolean } => {
  const worker = useRef<Worker | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failed, setFailed] = useState<Work | null>(null);
  const stop = () => {
    worker.current?.terminate();
    worker.current = null;
  };
  useEffect(() => stop, []);
  useEffect(() => {
    if (!work) return;
    let isAnswered = true;
    const timer = setTimeout(() => {
      isAnswered = false;
      worker.current ??= start();
      worker.current.onmessage = ({ data }: MessageEvent<WorkDone>) => {
        isAnswered = true;
        setAnswer({ ...data, work });
      };
      worker.current.onerror = () => {
        isAnswered = true;
        stop();
        setFailed(work);
      };
      worker.current.postMessage(work);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      if (!isAnswered) stop();
    };
  }, [work, pauseMs]);
  const isBusy = work !== null && answer?.work !== work && failed !== work;
  return { answer: work && answer, isBusy, isFailed: work !== null && failed === work };
};

import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useReducer, useState } from 'react';
import { useClient, type AnyVariables, type CombinedError, type TypedDocumentNode } from 'urql';
import { withReading, type Reading } from './readings';

const PAUSE_MS = 3_000;

/** What a question was answered, again and again. */
export interface Polled<Data> {
  /** The newest answer; a failed question leaves the one before. */
  readonly data: Data | undefined;
  /** Why the last question was not answered. */
  readonly error: CombinedError | undefined;
  /** The last answers, the newest last. */
  readonly readings: readonly Reading<Data>[];
  /** Asks at once. */
  readonly ask: () => void;
}

interface Answers<Data> {
  /** Variables of the question. */
  readonly key: string;
  readonly readings: readonly Reading<Data>[];
  readonly error: CombinedError | undefined;
}

/**
 * A question that is asked again some seconds after its answer, as long as somebody can see the page; with other variables it
 * is another one.
 *
 * @param most how many readings are kept
 */
export const usePolled = <Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  most = 1,
): Polled<Data> => {
  const client = useClient();
  const key = JSON.stringify(variables);
  const isVisible = useDocumentVisibility() !== 'hidden';
  const [asked, ask] = useReducer((times: number) => times + 1, 0);
  const [answers, keep] = useState<Answers<Data>>({ key, readings: [], error: undefined });
  useEffect(() => {
    if (!isVisible) return undefined;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const askOnce = async () => {
      const { data, error } = await client
        .query(query, JSON.parse(key) as Variables, { requestPolicy: 'network-only' })
        .toPromise();
      if (isOver) return;
      keep((before) => {
        const readings = before.key === key ? before.readings : [];
        if (!data) return { key, readings, error };
        return { key, readings: withReading(readings, { at: Date.now(), value: data }, most), error };
      });
      timer = setTimeout(() => void askOnce(), PAUSE_MS);
    };
    void askOnce();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, query, key, isVisible, asked, most]);
  const { readings, error } = answers.key === key ? answers : { readings: [], error: undefined };
  return { data: readings.at(-1)?.value, error, readings, ask };
};

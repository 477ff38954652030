import { useEffect } from 'react';
import { useQuery } from 'urql';
import { FleetSummaryDocument, type FleetSummaryQuery } from './fleet.generated';

export type FleetSummary = FleetSummaryQuery['getFleetSummary'];

const EVERY_MS = 5_000;

/** The fleet in numbers, asked for again and again while somebody looks at the page. */
export const useFleetSummary = () => {
  const [{ data, error }, ask] = useQuery({ query: FleetSummaryDocument });
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) ask({ requestPolicy: 'network-only' });
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [ask]);
  return { summary: data?.getFleetSummary, error: data ? undefined : error };
};

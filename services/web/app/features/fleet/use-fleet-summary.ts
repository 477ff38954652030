import { useQuery } from 'urql';
import { FleetSummaryDocument, type FleetSummaryQuery } from './fleet.generated';
import { useRegularAsk } from '../../ui/use-regular-ask';

export type FleetSummary = FleetSummaryQuery['getFleetSummary'];

const EVERY_MS = 5_000;

/** The fleet in numbers, asked for again and again while somebody looks at the page. */
export const useFleetSummary = () => {
  const [{ data, error }, ask] = useQuery({ query: FleetSummaryDocument });
  useRegularAsk(ask, EVERY_MS);
  return { summary: data?.getFleetSummary, error: data ? undefined : error };
};

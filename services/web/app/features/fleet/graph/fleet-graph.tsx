import type { FleetSearch } from '../fleet-search';
import type { ChangeSearch } from '../use-fleet-search';

export const FleetGraph = (_: { search: FleetSearch; onChange: ChangeSearch }) => null;

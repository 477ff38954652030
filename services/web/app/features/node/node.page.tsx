import { getRouteApi } from '@tanstack/react-router';
import { HistoryChart } from '../data/history-chart';
import { RangeBar } from '../data/range-bar';
import { readRange, writeRange } from '../data/time-range';
import { Page } from '../../ui/page';

const route = getRouteApi('/unit-node/$uuid');

export const NodePage = () => {
  const { uuid } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const range = readRange(search.range) ?? '24h';
  const setRange = (next: typeof range) =>
    void navigate({ search: (before) => ({ ...before, range: writeRange(next) }) });
  return (
    <Page title="Node">
      <RangeBar range={range} onChange={setRange} />
      <HistoryChart series={[{ nodeUuid: uuid }]} range={range} onRangeChange={setRange} />
    </Page>
  );
};

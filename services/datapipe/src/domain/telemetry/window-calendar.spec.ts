import { emptyNodeState } from '@unitfleet/pipeline';
import { NodeCounts } from './node-counts';
import { slotOf, type NodeSlot } from './node-slot';
import { WindowCalendar } from './window-calendar';

const slot = (node: string, startMs: number): NodeSlot => ({
  node,
  configVersion: 1,
  series: 1,
  isActive: true,
  pipeline: null,
  state: {
    ...emptyNodeState(),
    window: { startMs, sizeSeconds: 60, functions: 8, count: 1, min: 1, max: 1, sum: [1] },
  },
  counts: new NodeCounts(0),
  watchedEndMs: 0,
  isDirty: false,
  cutIndex: -1,
  more: null,
});

describe('WindowCalendar', () => {
  const due = (calendar: WindowCalendar, timeMs: number): string[] => {
    const seen: string[] = [];
    calendar.forEachDue(timeMs, (run) => seen.push(slotOf(run).node));
    return seen;
  };

  it('visits each slot once, when its window has ended, in the order of the ends', () => {
    const calendar = new WindowCalendar();
    const [late, early] = [slot('late', 120_000), slot('early', 0)];
    for (let times = 0; times < 3; times += 1) [late, early].forEach((one) => calendar.watch(one));
    expect(due(calendar, 59_999)).toEqual([]);
    expect(due(calendar, 60_000)).toEqual(['early']);
    expect(due(calendar, 60_000)).toEqual([]);
    early.state.window!.startMs = 60_000;
    calendar.watch(early);
    expect(due(calendar, 1_000_000)).toEqual(['early', 'late']);
  });

  it('does not watch a node without a window', () => {
    const calendar = new WindowCalendar();
    const idle = slot('idle', 0);
    idle.state.window = null;
    calendar.watch(idle);
    expect(due(calendar, 1_000_000)).toEqual([]);
  });
});

import { JobRegistry } from '@unitfleet/observability';
import { Ticker } from './ticker';

describe('a ticker', () => {
  it('takes one turn after the other, and a failure ends nothing', async () => {
    const job = new JobRegistry().every('tick', 1);
    const warn = jest.fn();
    let turns = 0;
    let enough: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (enough = resolve));
    const work = async () => {
      turns += 1;
      if (turns === 1) throw new Error('the first fails');
      if (turns === 3) enough();
    };
    const ticker = new Ticker(job, work, { warn } as never);
    ticker.start();
    await done;
    await ticker.stop();
    expect(job.view()).toMatchObject({ failures: 1 });
    expect(warn).toHaveBeenCalledWith(expect.objectContaining({ job: 'tick' }), expect.any(String));
  });
});

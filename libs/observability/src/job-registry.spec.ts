import { JobRegistry } from './job-registry';
import { Registry } from './metrics';

describe('repeating work', () => {
  it('notes how its runs went', async () => {
    const metrics = new Registry();
    const jobs = new JobRegistry(metrics);
    const job = jobs.every('sweep', 1_500);
    jobs.occasional('errand');
    expect(jobs.views()[0]).toMatchObject({ lastStart: null, lastDurationSeconds: null, runs: 0 });

    await expect(job.run(async () => 7)).resolves.toBe(7);
    await expect(job.run(() => Promise.reject(new Error('no broom')))).rejects.toThrow('no broom');
    expect(jobs.views()).toEqual([
      {
        name: 'sweep',
        everySeconds: 1.5,
        lastStart: expect.any(Date),
        lastDurationSeconds: expect.any(Number),
        lastError: 'no broom',
        runs: 2,
        failures: 1,
      },
      expect.objectContaining({ name: 'errand', everySeconds: null, runs: 0 }),
    ]);
    expect(await metrics.metrics()).toContain('job_runs_total{job="sweep",outcome="failed"} 1');

    await job.run(async () => undefined);
    expect(jobs.views()[0]).toMatchObject({ lastError: null, runs: 3, failures: 1 });
  });

  it('is under way: it has begun, and what is known is of the run before', async () => {
    const job = new JobRegistry().occasional('errand');
    let finish: () => void = () => undefined;
    const run = job.run(() => new Promise<void>((resolve) => (finish = resolve)));
    expect(job.view()).toMatchObject({ lastStart: expect.any(Date), lastDurationSeconds: null, runs: 0 });
    finish();
    await run;
    expect(job.view()).toMatchObject({ runs: 1, lastError: null });
  });
});

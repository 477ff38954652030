import { Registry, type Logger, type Readiness } from '@unitfleet/observability';
import type { Settings } from '../settings';
import { IngestJob } from './ingest.job';
import type { Intake } from './intake';

describe('ingest', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('stores nothing, not even a tick, before it knows what a former life has stored', async () => {
    let recalled: () => void = () => undefined;
    const recall = new Promise<void>((resolve) => (recalled = resolve));
    const intake = { recall: () => recall, tick: jest.fn(), allStored: async () => undefined };
    const job = new IngestJob(
      { BRIDGE_MQTT_URL: 'mqtt://127.0.0.1:1', BRIDGE_ORDINAL: 0 } as Settings,
      { warn: () => undefined } as never as Logger,
      new Registry(),
      intake as never as Intake,
      { add: () => undefined } as never as Readiness,
    );
    job.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(intake.tick).not.toHaveBeenCalled();
    const ended = job.beforeApplicationShutdown();
    recalled();
    await ended;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(intake.tick).not.toHaveBeenCalled();
  });
});

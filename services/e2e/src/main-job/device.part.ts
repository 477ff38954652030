import { eventually } from '@unitfleet/testing';
import { type Story } from './story';

export const describeDevice = (story: Story): void => {
  describe('5. a device', () => {
    it('connects with its token; strangers and foreign topics are refused', async () => {
      const stranger = `${(await story.tokenOf(story.sensor)).slice(0, -4)}AAAA`;
      await expect(story.connect(stranger, 'stranger')).rejects.toThrow(/not authorized/i);
      await expect(story.connect('', 'nobody')).rejects.toThrow(/not authorized/i);
      const device = await story.connect(await story.tokenOf(story.sensor), 'foreign-topics');
      const foreign = story.baseTopic('input_base_topic', story.fan, 'update/pepeunit');
      const own = story.baseTopic('input_base_topic', story.sensor, 'update/pepeunit');
      const subscribed = (topic: string) =>
        device.subscribeAsync(topic).then(
          ([grant]) => grant?.qos ?? 128,
          () => 128,
        );
      expect(await subscribed(own)).toBeLessThan(128);
      expect(await subscribed(foreign)).toBe(128);
      expect(await subscribed(`${story.fleet.domain}/#`)).toBe(128);
      await device.endAsync();
    });

    it('tells its state and logs, readable over REST', async () => {
      const device = await story.connect(await story.tokenOf(story.sensor), 'teller');
      const commit = await story.sensorRepo.repository.head();
      const state = { millis: 1_700_000_000_000, mem_free: 2.5, pu_commit_version: commit, nonsense: true };
      await device.publishAsync(
        story.baseTopic('output_base_topic', story.sensor, 'state/pepeunit'),
        JSON.stringify(state),
        { qos: 1 },
      );
      const logs = [
        { level: 'info', text: 'started' },
        { level: 'nonsense', text: 'dropped' },
        { level: 'ERROR', text: 'ой' },
      ];
      await device.publishAsync(
        story.baseTopic('output_base_topic', story.sensor, 'log/pepeunit'),
        JSON.stringify(logs),
        { qos: 1 },
      );
      await eventually(async () => {
        const unit = await story.maker.ok('GET', `/units/${story.sensor}`);
        expect(unit).toMatchObject({
          current_commit_version: commit,
          unit_state: { millis: 1_700_000_000_000, mem_free: 2.5, freq: null },
        });
      });
      await eventually(async () => {
        const { count, unit_logs } = await story.maker.ok('GET', '/units/log_list/', {
          query: { uuid: story.sensor },
        });
        expect(count).toBe(2);
        expect(unit_logs.map((log: { text: string }) => log.text).sort()).toEqual(['started', 'ой']);
      });
      await device.endAsync();
    });
  });
};

import { eventually } from '@unitfleet/testing';
import { unitFiles } from '@unitfleet/testing-fleet';
import { SENSOR_OUTPUTS, type Story } from './story';

export const describeNewVersion = (story: Story): void => {
  describe('8. a new version', () => {
    it('reaches the device that follows the repository; a pinned Unit stays', async () => {
      const device = await story.connect(await story.tokenOf(story.sensor), 'updater');
      const before = await story.sensorRepo.repository.head();
      const command = new Promise<{ COMMAND: string; PU_COMMIT_VERSION: string }>((resolve) => {
        device.on('message', (topic, payload) => {
          if (topic.endsWith('/update/pepeunit')) resolve(JSON.parse(payload.toString()));
        });
      });
      await device.subscribeAsync(story.baseTopic('input_base_topic', story.sensor, 'update/pepeunit'));
      const commit = await story.sensorRepo.repository.commit(
        unitFiles({ outputs: [...SENSOR_OUTPUTS, 'pressure/pepeunit'] }),
        'Measure pressure',
        { tag: 'v1.1.0' },
      );
      await story.sensorRepo.repository.push();
      await story.maker.ok(
        'PATCH',
        `/repository_registry/update_local_repository/${story.sensorRepo.registryUuid}`,
      );
      await story.maker.ok('PATCH', `/repos/update_units_firmware/${story.sensorRepo.repoUuid}`);
      expect(await command).toEqual({ COMMAND: 'Update', PU_COMMIT_VERSION: commit });
      expect(await story.maker.ok('GET', `/units/${story.sensor}`)).toMatchObject({
        firmware_update_status: 'RequestSent',
      });
      expect(Object.keys(await story.nodesOf(story.sensor))).toContain('pressure/pepeunit');

      const state = JSON.stringify({ pu_commit_version: commit });
      await device.publishAsync(story.baseTopic('output_base_topic', story.sensor, 'state/pepeunit'), state, {
        qos: 1,
      });
      await eventually(async () => {
        const unit = await story.maker.ok('GET', `/units/${story.sensor}`);
        expect(unit).toMatchObject({ firmware_update_status: 'Success', current_commit_version: commit });
      });
      expect(await story.maker.ok('GET', `/units/get_target_version/${story.pinned}`)).toMatchObject({
        commit: before,
      });
      expect(Object.keys(await story.nodesOf(story.pinned))).not.toContain('pressure/pepeunit');
      await device.endAsync();
    });
  });
};

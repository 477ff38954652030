import { createRepo, type CreatedRepo, unitFiles } from '@unitfleet/testing-fleet';
import { SENSOR_OUTPUTS, type Story } from './story';

export const describeUnits = (story: Story): void => {
  describe('3. Units', () => {
    const createUnit = (name: string, repo: CreatedRepo, extra: object = {}) =>
      story.maker.ok('POST', '/units', {
        json: {
          repo_uuid: repo.repoUuid,
          visibility_level: 'Public',
          name,
          is_auto_update_from_repo_unit: true,
          ...extra,
        },
      });

    it('are created from a repository, following it or pinned, with the nodes of its schema', async () => {
      story.fanRepo = await createRepo(
        story.host,
        story.maker,
        'ventilator',
        unitFiles({ inputs: ['temperature/pepeunit'], outputs: ['speed/pepeunit'] }),
      );
      story.sensor = (await createUnit('sensor-1', story.sensorRepo)).uuid;
      story.fan = (await createUnit('fan-1', story.fanRepo)).uuid;
      const commit = await story.sensorRepo.repository.head();
      const unit = await createUnit('sensor-pinned', story.sensorRepo, {
        is_auto_update_from_repo_unit: false,
        repo_branch: 'main',
        repo_commit: commit,
      });
      story.pinned = unit.uuid;
      expect(Object.keys(await story.nodesOf(story.sensor)).sort()).toEqual([...SENSOR_OUTPUTS].sort());
      expect(await story.maker.ok('GET', `/units/get_target_version/${story.pinned}`)).toEqual({
        commit,
        tag: 'v1.0.0',
      });
    });

    it('refuse a repository without or with a broken schema', async () => {
      for (const [name, schema] of [
        ['schemaless', null],
        ['broken-schema', '{"input_topic": 1'],
      ] as const) {
        const repo = await createRepo(story.host, story.maker, name, {
          ...unitFiles({}),
          'schema_example.json': schema ?? '{}',
          x: 'x',
        });
        if (schema === null) {
          await repo.repository.commit({ 'schema_example.json': null }, 'Lose the schema', { tag: 'v2.0.0' });
          await repo.repository.push();
          await story.maker.ok('PATCH', `/repository_registry/update_local_repository/${repo.registryUuid}`);
        }
        const answer = await story.maker.call('POST', '/units', {
          json: {
            repo_uuid: repo.repoUuid,
            visibility_level: 'Public',
            name: `${name}-u`.slice(0, 20),
            is_auto_update_from_repo_unit: true,
          },
        });
        expect([answer.status, answer.body.detail]).toEqual([422, expect.stringMatching(/^422: (5|9): /)]);
      }
    });
  });
};

import { createRepo, unitFiles } from '@unitfleet/testing-fleet';
import { SENSOR_OUTPUTS, type Story } from './story';

export const describeRepositories = (story: Story): void => {
  describe('2. repositories', () => {
    it('mirrors a repository and lists its branches, commits and tags', async () => {
      story.sensorRepo = await createRepo(
        story.host,
        story.maker,
        'sensor',
        unitFiles({ outputs: SENSOR_OUTPUTS }),
      );
      const registry = await story.maker.ok('GET', `/repository_registry/${story.sensorRepo.registryUuid}`);
      expect(registry).toMatchObject({ sync_status: 'Updated', sync_error: null, branches: ['main'] });
      const commits = await story.maker.ok(
        'GET',
        `/repository_registry/branch_commits/${story.sensorRepo.registryUuid}`,
        {
          query: { repo_branch: 'main' },
        },
      );
      expect(commits).toEqual([
        { commit: await story.sensorRepo.repository.head(), summary: 'First version', tag: 'v1.0.0' },
      ]);
    });

    it('shows the failure of a repository that does not answer', async () => {
      const registry = await story.maker.ok('POST', '/repository_registry', {
        json: {
          platform: 'Gitlab',
          repository_url: `${story.host.url}/nowhere.git`,
          is_public_repository: true,
        },
      });
      expect(registry).toMatchObject({
        sync_status: 'Error',
        sync_error: expect.stringMatching(/^422: \d+: /),
      });
    });
  });
};

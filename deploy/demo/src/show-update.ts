import { DemoApi, DemoApiError, eventually } from './demo-api';
import type { RegistryModel, UnitModel } from './demo-models';
import { releaseNextVersion } from './demo-repositories';
import { THERMOMETER } from './fleet';
import type { SeededFleet } from './seed-demo-fleet';

export interface ShowUpdateOptions {
  apiUrl: string;
  /** Base of the Git host, to which the release is pushed. */
  gitUrl: string;
  fleet: SeededFleet;
  log?: (line: string) => void;
}

/**
 * Lets the fleet be updated once before the eyes of the user: a new version is pushed, the platform takes it over,
 * the device fetches it, restarts and reports it. Does nothing if that has happened on an earlier start.
 */
export async function showUpdate({
  apiUrl,
  gitUrl,
  fleet,
  log = () => undefined,
}: ShowUpdateOptions): Promise<void> {
  const { registryUuid, repoUuid, unitUuid } = fleet.thermometer;
  const release = await releaseNextVersion(
    `${gitUrl.replace(/\/+$/, '')}/${THERMOMETER.name}.git`,
    THERMOMETER,
  );
  if (!release.released) return;
  log(`pushed ${release.tag} of the thermometer, ${release.commit.slice(0, 8)}`);

  const api = new DemoApi(apiUrl, fleet.token);
  await sync(api, registryUuid);
  await eventually(
    `target version ${release.tag}`,
    () => api.get<{ commit: string }>(`/units/get_target_version/${unitUuid}`),
    ({ commit }) => commit === release.commit,
  );
  await api.patch(`/repos/update_units_firmware/${repoUuid}`);
  log('sent Update to the thermometer');
  const unit = await eventually(
    `update to ${release.tag}`,
    () => api.get<UnitModel>(`/units/${unitUuid}`),
    ({ firmware_update_status: status, current_commit_version: commit }) =>
      status === 'Error' || (status === 'Success' && commit === release.commit),
    150_000,
  );
  if (unit.firmware_update_status === 'Error') throw new Error(`update: ${unit.firmware_update_error}`);
  log(`the thermometer runs ${release.tag}`);
}

/** Refused while another sync of the same registry is under way; then that one has to end first. */
async function sync(api: DemoApi, registryUuid: string): Promise<void> {
  await eventually(
    'sync of the thermometer',
    () =>
      api.patch(`/repository_registry/update_local_repository/${registryUuid}`).then(
        () => true,
        (error) => {
          if (error instanceof DemoApiError && error.status === 422) return false;
          throw error;
        },
      ),
    (accepted) => accepted,
  );
  await eventually(
    'sync of the thermometer',
    () => api.get<RegistryModel>(`/repository_registry/${registryUuid}`),
    ({ sync_status: status }) => status === 'Updated' || status === 'Error',
  );
}

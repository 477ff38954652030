import { GitHost, type GitRepository } from '@unitfleet/testing';
import { type RestCaller, signUp, TestFleet, unitFiles } from '@unitfleet/testing-fleet';
import type { InteropDevice, Place } from './interop-device';
import { naiveHttp } from './naive-http';
import { naiveUnpack } from './naive-archive';
import { ReleasePlatform } from './release-platform';

export const INPUT = 'speed/pepeunit';
export const OUTPUT = 'temperature/pepeunit';
/** Not for the platform: it has no suffix. */
export const PRIVATE_OUTPUT = 'raw';
export const PLATFORM = 'linux-amd64';
const API = '/pepeunit/api/v1';

/** A repository of devices and what is known of it to the platform. */
export interface DeviceRepo {
  readonly repository: GitRepository;
  readonly registry: string;
  readonly uuid: string;
  readonly isCompiled: boolean;
}

type DeviceClass<Device> = new (place: Place, disk: Map<string, Buffer>) => Device;

/** An instance, a Git platform with releases, and a maker of devices. */
export class Stage {
  maker!: RestCaller;
  private readonly devices: InteropDevice[] = [];

  private constructor(
    readonly fleet: TestFleet,
    private readonly host: GitHost,
    private readonly platform: ReleasePlatform,
  ) {}

  static async begin(): Promise<Stage> {
    const host = await GitHost.start();
    const platform = await ReleasePlatform.start(host.url);
    const settings = { PU_STATE_SEND_INTERVAL: '2', PU_MIN_INTERVAL_SYNC_REPOSITORY: '0' };
    const stage = new Stage(await TestFleet.start({ settings }), host, platform);
    stage.maker = stage.fleet.rest(await signUp(stage.fleet.rest(), 'maker'));
    return stage;
  }

  async end(): Promise<void> {
    await Promise.all(this.devices.map((device) => device.switchOff()));
    await Promise.all([this.fleet.stop(), this.host.stop(), this.platform.stop()]);
  }

  get place(): Place {
    return { origin: this.fleet.origin, mqttPort: this.fleet.mqttPort };
  }

  async createRepo(name: string, isCompiled: boolean, extra = {}): Promise<DeviceRepo> {
    const repository = await this.host.createRepository(name, deviceFiles(extra));
    await repository.tag('v1.0.0');
    await repository.push();
    this.platform.release(name, 'v1.0.0', { [PLATFORM]: 'the first program' });
    const registry = await this.maker.ok('POST', '/repository_registry', {
      json: { platform: 'Gitlab', repository_url: this.platform.urlOf(name), is_public_repository: true },
    });
    const repo = await this.maker.ok('POST', '/repos', {
      json: {
        repository_registry_uuid: registry.uuid,
        default_branch: 'main',
        visibility_level: 'Public',
        name,
        is_compilable_repo: isCompiled,
      },
    });
    return { repository, registry: registry.uuid, uuid: repo.uuid, isCompiled };
  }

  /** Pushes a version and has the platform tell its devices. Returns the commit. */
  async release(name: string, repo: DeviceRepo, tag: string, files: Record<string, string>): Promise<string> {
    const commit = await repo.repository.commit(files, `Version ${tag}`, { tag });
    await repo.repository.push();
    this.platform.release(name, tag, { [PLATFORM]: `the program of ${tag}` });
    await this.maker.ok('PATCH', `/repository_registry/update_local_repository/${repo.registry}`);
    await this.maker.ok('PATCH', `/repos/update_units_firmware/${repo.uuid}`);
    return commit;
  }

  async createUnit(name: string, repo: DeviceRepo): Promise<string> {
    const unit = await this.maker.ok('POST', '/units', {
      json: {
        repo_uuid: repo.uuid,
        visibility_level: 'Public',
        name,
        is_auto_update_from_repo_unit: true,
        ...(repo.isCompiled ? { target_firmware_platform: PLATFORM } : {}),
      },
    });
    return unit.uuid;
  }

  /** A machine that is flashed once. */
  async flash<Device extends InteropDevice>(kind: DeviceClass<Device>, unit: string): Promise<Device> {
    return this.machine(kind, await this.archiveOf(unit));
  }

  /** The files of a Unit's archive. */
  async archiveOf(unit: string): Promise<Map<string, Buffer>> {
    return naiveUnpack(await this.tgzOf(unit));
  }

  /** The archive as a naive reader gets it with the Unit's own token. */
  async tgzOf(unit: string): Promise<Buffer> {
    const { PU_AUTH_TOKEN } = await this.maker.ok('GET', `/units/env/${unit}`);
    const path = `${API}/units/firmware/tgz/${unit}?wbits=9&level=9`;
    const headers = { accept: 'application/json', 'x-auth-token': PU_AUTH_TOKEN };
    const { status, body } = await naiveHttp(this.fleet.origin, path, { headers, toFile: true });
    if (status !== 200) throw new Error(`the archive of ${unit} answered ${status}: ${body.toString()}`);
    return body;
  }

  /** A machine with these files, that is switched off at the end. */
  machine<Device extends InteropDevice>(kind: DeviceClass<Device>, disk: Map<string, Buffer>): Device {
    const device = new kind(this.place, disk);
    this.devices.push(device);
    return device;
  }

  /** Uuids of a Unit's nodes by their names. */
  async nodesOf(unit: string): Promise<Record<string, string>> {
    const { unit_nodes } = await this.maker.ok('GET', '/unit_nodes', { query: { unit_uuid: unit } });
    return Object.fromEntries(
      unit_nodes.map(({ topic_name, uuid }: Record<string, string>) => [topic_name, uuid]),
    );
  }

  command(unit: string, command: string): Promise<unknown> {
    const path = `/units/send_command_to_input_base_topic/${unit}`;
    return this.maker.ok('POST', path, { query: { command } });
  }

  async logOf(unit: string): Promise<{ text: string; create_datetime: string; level: string }[]> {
    return (await this.maker.ok('GET', '/units/log_list/', { query: { uuid: unit, limit: '500' } }))
      .unit_logs;
  }
}

export const deviceFiles = (extra: Record<string, string>): Record<string, string> =>
  unitFiles({ inputs: [INPUT], outputs: [OUTPUT, PRIVATE_OUTPUT] }, extra);

import type { UpdateProgress } from './client-events';
import { JsonObject, parseJsonObject, writeJsonFile } from './device-files';
import { UpdateError, messageOf } from './errors';
import type { Logger } from './logger';
import { BaseInputTopicType } from './protocol.enums';
import type { RestClient } from './rest-client';
import type { Schema } from './schema';
import type { Settings } from './settings';
import { downloadPaths } from './update/self-update';
import type { VersionKeeper } from './version-keeper';

/** What the commands need of the client that receives them. */
export interface CommandContext {
  settings: Settings;
  schema: Schema;
  logger: Logger;
  restClient: () => RestClient;
  versions: VersionKeeper;
  envFilePath: string;
  versionCheckEnabled: boolean;
  customUpdate: () => ((payload: JsonObject) => unknown) | undefined;
  updateDeviceProgram: (archivePath: string, compiledPath?: string) => Promise<void>;
  reloadSchema: (change: () => void) => Promise<void>;
  syncLog: () => Promise<void>;
  tell: (progress: UpdateProgress) => void;
}

/** Carries out the platform's commands, told apart by topic (docs/protocol/device.md 7.1, column Python). */
export class CommandHandler {
  constructor(private readonly context: CommandContext) {}

  /** `topic` is the name in the schema's `input_base_topic`. Returns false if the name is not reserved. */
  async handle(topic: string, payload: string): Promise<boolean> {
    switch (topic) {
      case BaseInputTopicType.Update:
        await this.update(parseJsonObject(payload, 'Update'));
        return true;
      case BaseInputTopicType.EnvUpdate:
        await this.updateEnv();
        return true;
      case BaseInputTopicType.SchemaUpdate:
        await this.updateSchema();
        return true;
      case BaseInputTopicType.LogSync:
        await this.context.syncLog();
        return true;
      default:
        return false;
    }
  }

  private async update(payload: JsonObject): Promise<void> {
    const { settings, logger, versions, versionCheckEnabled, tell } = this.context;
    const version = String(payload.PU_COMMIT_VERSION);
    if (versionCheckEnabled && version === settings.PU_COMMIT_VERSION) {
      logger.info(`Update skipped: ${settings.PU_COMMIT_VERSION} runs already`);
      return;
    }
    const custom = this.context.customUpdate();
    if (custom) {
      await custom(payload);
      return;
    }
    const refusal = versions.selfUpdate.refusal(version);
    if (refusal !== undefined) {
      logger.warning(`Update to ${version} put off: ${refusal}`);
      tell({ stage: 'put-off', version, reason: refusal });
      return;
    }
    logger.info(`Update to ${version} begins`);
    tell({ stage: 'begun', version });
    try {
      versions.settle();
      await this.download(payload.COMPILED_FIRMWARE_LINK);
    } catch (error) {
      tell({ stage: 'failed', version, reason: messageOf(error) });
      throw error;
    } finally {
      versions.selfUpdate.discardDownloads();
    }
  }

  private async download(link: unknown): Promise<void> {
    const { restClient, versions } = this.context;
    const { archive, compiled } = downloadPaths(versions.selfUpdate.downloadFolder());
    await restClient().downloadUpdate(archive, versions.maxArchiveBytes);
    if (link === undefined) return this.context.updateDeviceProgram(archive);
    if (versions.compiledProgram === undefined) {
      throw new UpdateError('the new version is a compiled program, and nothing says which file that is');
    }
    await restClient().downloadAsset(String(link), compiled, versions.maxArchiveBytes);
    return this.context.updateDeviceProgram(archive, compiled);
  }

  /**
   * New values, same program: the platform answers with the version that it wants, the device goes on reporting
   * the one that it runs (docs/protocol/device.md, oddity B11).
   */
  private async updateEnv(): Promise<void> {
    const { settings, logger, restClient, envFilePath } = this.context;
    const env = await restClient().getEnv();
    writeJsonFile(envFilePath, { ...env, PU_COMMIT_VERSION: settings.PU_COMMIT_VERSION });
    settings.loadFromFile();
    logger.info('env.json is up to date');
  }

  private async updateSchema(): Promise<void> {
    const { schema, logger, restClient } = this.context;
    const document = await restClient().getSchema();
    await this.context.reloadSchema(() => schema.updateSchema(document));
    logger.info('schema.json is up to date');
  }
}

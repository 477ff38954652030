import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { JsonObject, parseJsonObject, writeJsonFile } from './device-files';
import type { DeviceProgram } from './device-program';
import type { Logger } from './logger';
import { BaseInputTopicType, BaseOutputTopicType } from './protocol.enums';
import type { RestClient } from './rest-client';
import type { Schema } from './schema';
import type { Settings } from './settings';

/** What the commands need of the client that receives them. */
export interface CommandContext {
  settings: Settings;
  schema: Schema;
  logger: Logger;
  restClient: () => RestClient;
  program: DeviceProgram;
  envFilePath: string;
  versionCheckEnabled: boolean;
  customUpdate: () => ((payload: JsonObject) => Promise<void> | void) | undefined;
  updateDeviceProgram: (archivePath: string) => Promise<void>;
  reloadSchema: (change: () => void) => Promise<void>;
  publishToTopics: (topic: string, message: string) => Promise<void>;
}

/** Carries out the platform's commands, told apart by topic (docs/protocol/device.md 7.1, column Python). */
export class CommandHandler {
  constructor(private readonly context: CommandContext) {}

  /** `topic` is the name in the schema's `input_base_topic`; a name that is not reserved is ignored. */
  async handle(topic: string, payload: string): Promise<void> {
    switch (topic) {
      case BaseInputTopicType.Update:
        return this.update(parseJsonObject(payload, 'Update'));
      case BaseInputTopicType.EnvUpdate:
        return this.updateEnv();
      case BaseInputTopicType.SchemaUpdate:
        return this.updateSchema();
      case BaseInputTopicType.LogSync:
        return this.syncLog();
      default:
        return undefined;
    }
  }

  private async update(payload: JsonObject): Promise<void> {
    const { settings, logger, program, restClient, versionCheckEnabled } = this.context;
    const version = payload.PU_COMMIT_VERSION;
    if (versionCheckEnabled && version === settings.PU_COMMIT_VERSION) {
      logger.info(`Update skipped: ${settings.PU_COMMIT_VERSION} runs already`);
      return;
    }
    const custom = this.context.customUpdate();
    if (custom) {
      await custom(payload);
      return;
    }
    logger.info(`Update to ${String(version)} begins`);
    const folder = program.makeWorkFolder();
    try {
      const archivePath = join(folder, 'update.tgz');
      await restClient().downloadUpdate(archivePath);
      await this.context.updateDeviceProgram(archivePath);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
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

  private async syncLog(): Promise<void> {
    const entries = this.context.logger.getFullLog();
    await this.context.publishToTopics(BaseOutputTopicType.Log, JSON.stringify(entries));
  }
}

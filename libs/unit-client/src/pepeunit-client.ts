import { CommandHandler } from './command-handler';
import type { JsonObject } from './device-files';
import { DeviceProgram } from './device-program';
import { MqttError, messageOf } from './errors';
import { LogFile } from './log-file';
import { Logger } from './logger';
import { MainCycle } from './main-cycle';
import { MessageQueue } from './message-queue';
import { MqttClient } from './mqtt-client';
import type { MqttPort } from './mqtt-port';
import type { InputMessage, PepeunitClientOptions } from './pepeunit-client.options';
import { BaseOutputTopicType, RestartMode } from './protocol.enums';
import { RestClient } from './rest-client';
import { restartProcess } from './restart';
import { Schema } from './schema';
import { Settings } from './settings';
import { SystemState, getSystemState } from './system-state';

export type MqttInputHandler = (client: PepeunitClient, message: InputMessage) => Promise<void> | void;
export type OutputHandler = (client: PepeunitClient) => Promise<void> | void;
export type CustomUpdateHandler = (client: PepeunitClient, payload: JsonObject) => Promise<void> | void;

const MAX_WAITING_MESSAGES = 1_000;

/**
 * A Unit's side of the platform (docs/protocol/device.md 7, 9): settings, schema, log, MQTT, REST and the commands.
 * Messages are handled one at a time in the order of their arrival, commands included.
 */
export class PepeunitClient {
  readonly settings: Settings;
  readonly schema: Schema;
  readonly logger: Logger;
  readonly mqttClient?: MqttPort;
  readonly restClient?: RestClient;

  private readonly program: DeviceProgram;
  private readonly cycle: MainCycle;
  private readonly commands: CommandHandler;
  private readonly queue: MessageQueue;
  private readonly restartMode: RestartMode;
  private inputHandler?: MqttInputHandler;
  private outputHandler?: OutputHandler;
  private customUpdateHandler?: CustomUpdateHandler;
  private nextStateAt = 0;

  /** Reads `env.json` and `schema.json`; throws `DeviceFileError` if one is missing or malformed. */
  constructor(private readonly options: PepeunitClientOptions) {
    this.settings = new Settings(options.envFilePath);
    this.schema = new Schema(options.schemaFilePath);
    this.restartMode = (options.restartMode ?? RestartMode.RestartExec) as RestartMode;
    this.program = new DeviceProgram(options);
    this.program.removeLeftovers();
    this.cycle = new MainCycle(options.cycleSpeedMs ?? 100);
    if (options.enableMqtt ?? true) {
      this.mqttClient = options.mqttClient ?? new MqttClient(this.settings, { qos: options.qos });
    }
    if (options.enableRest ?? true) this.restClient = options.restClient ?? new RestClient(this.settings);
    this.logger = new Logger(
      this.settings,
      new LogFile(options.logFilePath, () => this.settings.PU_MAX_LOG_LENGTH),
      {
        publish: (entry) => this.publishInBackground(BaseOutputTopicType.Log, JSON.stringify(entry)),
        console: options.consoleLogEnabled ? (line) => process.stdout.write(`${line}\n`) : undefined,
      },
    );
    this.commands = this.createCommandHandler();
    this.queue = new MessageQueue(
      MAX_WAITING_MESSAGES,
      () => this.logger.warning('A message was dropped: too many wait to be handled', true),
      (error) => this.logger.error(messageOf(error)),
    );
    this.mqttClient?.setInputHandler((topic, bytes) => this.receive(topic, bytes));
  }

  /** Called for each message after the base handling of a command; errors are logged. */
  setMqttInputHandler(handler: MqttInputHandler): void {
    this.inputHandler = handler;
  }

  /** Called once per cycle; errors are logged. */
  setOutputHandler(handler: OutputHandler): void {
    this.outputHandler = handler;
  }

  /** Takes the place of download, install and restart when an Update to another version arrives. */
  setCustomUpdateHandler(handler: CustomUpdateHandler): void {
    this.customUpdateHandler = handler;
  }

  /** Sends the state at once and then each `PU_STATE_SEND_INTERVAL`, and calls the output handler, until stopped. */
  async runMainCycle(): Promise<void> {
    this.nextStateAt = 0;
    await this.cycle.run(async () => {
      this.sendStateWhenDue();
      try {
        await this.outputHandler?.(this);
      } catch (error) {
        this.logger.error(`Output handler: ${messageOf(error)}`);
      }
    });
  }

  stopMainCycle(): void {
    this.cycle.stop();
  }

  setCycleSpeed(milliseconds: number): void {
    this.cycle.setSpeed(milliseconds);
  }

  getSystemState(): SystemState {
    return getSystemState(this.settings.PU_COMMIT_VERSION);
  }

  /** Subscribes commands, then Inputs, one by one; a refusal is logged and does not stop the rest. */
  async subscribeAllSchemaTopics(): Promise<void> {
    const refused = await this.mqtt().subscribeTopics(this.schema.subscriptions());
    if (refused.length > 0) this.logger.warning(`Subscription refused: ${refused.join(', ')}`);
  }

  /**
   * Publishes to every topic that the schema lists under `key`, an Output or else a base output. Resolves when the
   * broker has acknowledged all (QoS 1). Throws `MqttError` if the schema does not know the key.
   */
  async publishToTopics(key: string, message: string | Buffer): Promise<void> {
    const topics = this.schema.outputTopic[key] ?? this.schema.outputBaseTopic[key];
    if (!topics) throw new MqttError(`the schema has no output topic ${key}`);
    const mqtt = this.mqtt();
    await Promise.all(topics.map((topic) => mqtt.publish(topic, message)));
  }

  /** Installs an archive as the restart mode says and restarts. Throws `ArchiveError` with nothing changed. */
  async updateDeviceProgram(archivePath: string): Promise<void> {
    if (this.restartMode === RestartMode.EnvSchemaOnly) {
      this.program.installEnvAndSchema(archivePath);
      this.settings.loadFromFile();
      await this.reloadSchema(() => this.schema.updateFromFile());
      this.nextStateAt = 0;
      return;
    }
    this.program.install(archivePath);
    this.logger.info('The new version is in place');
    if (this.restartMode === RestartMode.NoRestart) return;
    this.stopMainCycle();
    await this.mqttClient?.disconnect();
    restartProcess(this.restartMode, this.options.supervisorExitCode, this.options.processControl);
  }

  private createCommandHandler(): CommandHandler {
    return new CommandHandler({
      settings: this.settings,
      schema: this.schema,
      logger: this.logger,
      restClient: () => this.rest(),
      program: this.program,
      envFilePath: this.options.envFilePath,
      versionCheckEnabled: this.options.versionCheckEnabled ?? true,
      customUpdate: () => {
        const handler = this.customUpdateHandler;
        return handler && ((payload) => handler(this, payload));
      },
      updateDeviceProgram: (archivePath) => this.updateDeviceProgram(archivePath),
      reloadSchema: (change) => this.reloadSchema(change),
      publishToTopics: (topic, message) => this.publishToTopics(topic, message),
    });
  }

  private receive(topic: string, bytes: Buffer): void {
    const payload = bytes.toString('utf8');
    this.queue.push(async () => {
      const command = Object.entries(this.schema.inputBaseTopic).find(([, topics]) => topics.includes(topic));
      if (command) {
        await this.commands.handle(command[0], payload).catch((error) => {
          this.logger.error(`${command[0]}: ${messageOf(error)}`);
        });
      }
      await this.inputHandler?.(this, { topic, payload, bytes });
    });
  }

  /** Follows a new schema on the live connection: what it no longer lists is let go, what is new is subscribed. */
  private async reloadSchema(change: () => void): Promise<void> {
    const before = this.schema.subscriptions();
    change();
    if (!this.mqttClient) return;
    const now = new Set(this.schema.subscriptions());
    await this.mqttClient.unsubscribeTopics(before.filter((topic) => !now.has(topic)));
    await this.subscribeAllSchemaTopics();
  }

  private sendStateWhenDue(): void {
    const now = performance.now();
    if (now < this.nextStateAt || !this.mqttClient?.connected) return;
    this.nextStateAt = now + this.settings.PU_STATE_SEND_INTERVAL * 1_000;
    this.publishInBackground(BaseOutputTopicType.State, JSON.stringify(this.getSystemState()));
  }

  /** For reports that lose their worth when late: nothing is kept for a broker that is away, no error is raised. */
  private publishInBackground(topic: BaseOutputTopicType, message: string): void {
    const [target] = this.schema.outputBaseTopic[topic] ?? [];
    if (target === undefined || !this.mqttClient?.connected) return;
    this.mqttClient.publish(target, message).catch(() => undefined);
  }

  private mqtt(): MqttPort {
    if (!this.mqttClient) throw new MqttError('MQTT is not enabled');
    return this.mqttClient;
  }

  private rest(): RestClient {
    if (!this.restClient) throw new Error('REST is not enabled');
    return this.restClient;
  }
}

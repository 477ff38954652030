import { CommandHandler } from './command-handler';
import type { JsonObject } from './device-files';
import { ConnectionReport } from './connection-report';
import { createDeviceLog } from './device-log';
import { UnitClientError, messageOf } from './errors';
import type { InputListener } from './input-dispatch';
import type { LogUplink } from './log-uplink';
import type { Logger } from './logger';
import { MainCycle } from './main-cycle';
import { MessageIntake } from './message-intake';
import { MqttClient } from './mqtt-client';
import type { ConnectOptions, MqttPort } from './mqtt-port';
import type { InputMessage, PepeunitClientOptions } from './pepeunit-client.options';
import { endWithSignals, endWithLauncher } from './process-end';
import { ProgramHooks } from './program-hooks';
import { RestartMode } from './protocol.enums';
import { RestClient } from './rest-client';
import { processControl } from './restart';
import { Schema } from './schema';
import { SchemaTraffic } from './schema-traffic';
import { Settings } from './settings';
import { StateReporter } from './state-reporter';
import { SystemState, getSystemState } from './system-state';
import { VersionKeeper } from './version-keeper';

export type MqttInputHandler = (client: PepeunitClient, message: InputMessage) => unknown;
export type OutputHandler = (client: PepeunitClient) => unknown;
export type CustomUpdateHandler = (client: PepeunitClient, payload: JsonObject) => unknown;

/**
 * A Unit's side of the platform (docs/protocol/device.md 7, 9): settings, schema, log, MQTT, REST and the commands.
 * Messages are handled one at a time in the order of their arrival, commands included.
 */
export class PepeunitClient extends ProgramHooks {
  readonly settings: Settings;
  readonly schema: Schema;
  readonly logger: Logger;
  readonly mqttClient?: MqttPort;
  readonly restClient?: RestClient;

  private readonly versions: VersionKeeper;
  private readonly cycle: MainCycle;
  private readonly intake: MessageIntake;
  private readonly traffic: SchemaTraffic;
  private readonly uplink: LogUplink;
  private readonly state?: StateReporter;
  private stopping?: Promise<void>;

  /**
   * Takes up an update that was interrupted and reads `env.json` and `schema.json`. Throws `DeviceFileError` if one
   * is missing or malformed, `UpdateError` if this process has to be started anew.
   */
  constructor(private readonly options: PepeunitClientOptions) {
    super();
    this.versions = new VersionKeeper(options);
    this.settings = new Settings(options.envFilePath);
    this.schema = new Schema(options.schemaFilePath);
    this.cycle = new MainCycle(options.cycleSpeedMs ?? 100);
    if (options.enableMqtt ?? true) {
      this.mqttClient = options.mqttClient ?? new MqttClient(this.settings, options);
      this.state = new StateReporter(this.settings, this.schema, this.mqttClient, (state) =>
        this.stateSent(state),
      );
    }
    this.traffic = new SchemaTraffic(this.schema, this.mqttClient, () => this.logger);
    if (options.enableRest ?? true) this.restClient = options.restClient ?? new RestClient(this.settings);
    const { settings, schema, traffic, mqttClient: mqtt, emitter } = this;
    const log = createDeviceLog(options, { settings, schema, traffic, mqtt, emitter });
    this.logger = log.logger;
    this.uplink = log.uplink;
    this.intake = new MessageIntake(
      this.schema,
      this.logger,
      this.createCommandHandler(),
      this.emitter,
      (message) => this.inputHandler?.(this, message),
    );
    const report = new ConnectionReport(this.logger, this.emitter, (reconnected) => {
      if (reconnected) this.state?.makeDue();
      this.uplink.flush();
    });
    this.mqttClient?.setInputHandler((topic, bytes) => this.intake.receive(topic, bytes));
    this.mqttClient?.setConnectionHandler?.((event) => report.take(event));
    this.versions.attach({
      logger: this.logger,
      tell: (progress) => this.emitter.tell('update', progress),
      unitUuid: () => this.settings.unitUuid,
      runningVersion: () => this.settings.PU_COMMIT_VERSION,
      retire: () => this.retire(),
    });
    endWithLauncher(() => this.stop(), this.control);
  }

  /** Called for what arrives on any topic of the Input, or base input, of that name; returns what ends it again. */
  onInput(name: string, listener: InputListener): () => void {
    return this.intake.inputs.add(name, listener);
  }

  /**
   * The whole life of a device: connects, however long it takes, subscribes, runs the main cycle, and ends by `stop`
   * or, unless told otherwise, by SIGINT or SIGTERM, which end the process when all is put away.
   */
  async run({
    attempts = Infinity,
    handleSignals = true,
  }: ConnectOptions & { handleSignals?: boolean } = {}): Promise<void> {
    const ignoreSignals = handleSignals ? endWithSignals(() => this.stop(), this.control) : () => undefined;
    try {
      if (this.mqttClient) {
        await this.mqttClient.connect({ attempts });
        await this.subscribeAllSchemaTopics();
      }
      await this.runMainCycle();
    } catch (error) {
      if (!this.stopping) throw error;
    } finally {
      await this.stopping;
      ignoreSignals();
    }
  }

  /** Ends the main cycle, handles what has arrived, sends the rest of the log and says goodbye to the broker. */
  async stop(): Promise<void> {
    this.versions.end();
    this.stopping ??= this.retire();
    await this.stopping;
  }

  /** Sends the state at once and then each `PU_STATE_SEND_INTERVAL`, and calls the output handler, until stopped. */
  async runMainCycle(): Promise<void> {
    if (this.stopping) return;
    this.state?.makeDue();
    await this.cycle.run(async () => {
      this.uplink.flush();
      this.state?.sendWhenDue();
      try {
        await this.outputHandler?.(this);
      } catch (error) {
        this.logger.error(`Output handler: ${messageOf(error)}`);
      }
      if (!this.state) this.versions.healthy();
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

  /** Says that a new version works, where `update.confirmation` is `manual`; without one on trial it does nothing. */
  confirmUpdate(): void {
    this.versions.confirm();
  }

  /** Subscribes commands, then Inputs, one by one; a refusal is logged and does not stop the rest. */
  async subscribeAllSchemaTopics(): Promise<void> {
    await this.traffic.subscribeAll();
  }

  /**
   * Publishes to every topic that the schema lists under `key`, an Output or else a base output. Resolves when the
   * broker has acknowledged all (QoS 1). Throws `MqttError` if the schema does not know the key.
   */
  async publishToTopics(key: string, message: string | Buffer): Promise<void> {
    await this.traffic.publish(key, message);
  }

  /** `publishToTopics` for values: text and bytes as they are, everything else as JSON. */
  async publish(key: string, value: unknown): Promise<void> {
    await this.publishToTopics(
      key,
      typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value),
    );
  }

  /**
   * Installs an archive as the restart mode says and restarts. `compiledPath` is the asset of a compiled release.
   * Throws `ArchiveError` or `UpdateError` with the files of the program as they were.
   */
  async updateDeviceProgram(archivePath: string, compiledPath?: string): Promise<void> {
    if (this.versions.mode !== RestartMode.EnvSchemaOnly)
      return this.versions.install(archivePath, compiledPath);
    this.versions.selfUpdate.installDocuments(archivePath, this.settings.unitUuid);
    this.settings.loadFromFile();
    await this.traffic.follow(() => this.schema.updateFromFile());
    this.state?.makeDue();
  }

  private createCommandHandler(): CommandHandler {
    return new CommandHandler({
      settings: this.settings,
      schema: this.schema,
      logger: this.logger,
      restClient: () => this.rest(),
      versions: this.versions,
      envFilePath: this.options.envFilePath,
      versionCheckEnabled: this.options.versionCheckEnabled ?? true,
      customUpdate: () => {
        const handler = this.customUpdateHandler;
        return handler && ((payload) => handler(this, payload));
      },
      updateDeviceProgram: (archivePath, compiledPath) => this.updateDeviceProgram(archivePath, compiledPath),
      reloadSchema: (change) => this.traffic.follow(change),
      syncLog: () => this.uplink.sendAll(this.logger.getFullLog()),
      tell: (progress) => this.emitter.tell('update', progress),
    });
  }

  private stateSent(state: SystemState): void {
    this.versions.healthy();
    this.emitter.tell('state', state);
  }

  private async retire(): Promise<void> {
    this.emitter.tell('stop');
    this.stopMainCycle();
    await this.uplink.idleOrLate();
    await this.mqttClient?.disconnect();
  }

  private get control() {
    return this.options.processControl ?? processControl;
  }

  private rest(): RestClient {
    if (!this.restClient) throw new UnitClientError('disabled', 'REST is not enabled');
    return this.restClient;
  }
}

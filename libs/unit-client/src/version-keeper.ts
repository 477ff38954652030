import type { UpdateProgress } from './client-events';
import { UpdateError, messageOf } from './errors';
import { isWatched } from './launch/launcher-signs';
import type { Logger } from './logger';
import type { PepeunitClientOptions } from './pepeunit-client.options';
import { RestartMode } from './protocol.enums';
import { PreparedRestart, prepareRestart, processControl, restartCode } from './restart';
import { SelfUpdate, deviceFolderOf } from './update/self-update';
import { Trial } from './update/trial';
import { updatePolicy } from './update/update-policy';
import { VersionStore } from './update/version-store';

/** What the keeper needs of the client around it. */
export interface VersionKeeperContext {
  logger: Logger;
  tell: (progress: UpdateProgress) => void;
  unitUuid: () => string;
  runningVersion: () => string;
  /** Ends what the program does on the network, so that it can be replaced. */
  retire: () => Promise<void>;
}

/** Looks after the versions of the program: takes up interrupted updates, installs, confirms, takes back. */
export class VersionKeeper {
  readonly selfUpdate: SelfUpdate;
  readonly mode: RestartMode;
  private readonly store: VersionStore;
  private readonly trial: Trial;
  private readonly policy;
  private context?: VersionKeeperContext;

  /**
   * To be made before the device's files are read. Throws `UpdateError` if the files of this very process were
   * replaced by those of another version: the process is then on its way to be started anew.
   */
  constructor(private readonly options: PepeunitClientOptions) {
    this.mode = (options.restartMode ?? RestartMode.RestartExec) as RestartMode;
    this.policy = updatePolicy(options.update);
    this.store = new VersionStore(deviceFolderOf(options.envFilePath));
    this.selfUpdate = new SelfUpdate(this.store, this.policy, options);
    this.trial = new Trial(this.store, this.policy);
    const recovery = this.store.recover();
    // A launcher has done this before any file of the program was read.
    const isMixed =
      !isWatched(this.store.folder.device) && (recovery === 'completed' || recovery === 'reverted');
    if (isMixed || !this.trial.begin(() => void this.leave())) {
      this.leave();
      throw new UpdateError(
        'the files of this program belong to another version now; it has to be started anew',
      );
    }
  }

  attach(context: VersionKeeperContext): void {
    this.context = context;
    const failure = this.trial.unreportedFailure();
    if (!failure) return;
    context.logger.error(`Update to ${failure.version} was taken back: ${failure.reason}`);
    // The program has yet to say who listens.
    setImmediate(() =>
      context.tell({ stage: 'taken-back', version: failure.version, reason: failure.reason }),
    );
    this.store.markReported();
  }

  /**
   * Makes room for another version: one that this process runs and that can hear of an update works, one that was put
   * in place and never started gives way. Throws `UpdateError` if the program is still to confirm its version itself.
   */
  settle(): void {
    if (!this.trial.own) this.store.withdrawTrial();
    else if (this.policy.confirmation === 'automatic') this.confirm();
    else throw new UpdateError(`${this.trial.own.to} has not been confirmed yet`);
  }

  get compiledProgram(): string | undefined {
    return this.policy.compiledProgram;
  }

  get maxArchiveBytes(): number {
    return this.policy.maxArchiveBytes;
  }

  /** A sign of life; the version is confirmed a little later unless the program does so itself. */
  healthy(): void {
    this.trial.healthy((version) => this.confirmed(version));
  }

  confirm(): void {
    this.trial.confirm((version) => this.confirmed(version));
  }

  /** Installs an archive, and the asset of a compiled release, and restarts. Throws with the old version in place. */
  async install(archivePath: string, compiledPath?: string): Promise<void> {
    const { logger, tell, unitUuid, runningVersion, retire } = this.attached();
    this.selfUpdate.stage(archivePath, unitUuid(), runningVersion(), compiledPath);
    const version = this.store.staged?.to ?? '';
    tell({ stage: 'staged', version });
    const restart = await this.prepared();
    try {
      this.selfUpdate.commit();
    } catch (error) {
      restart?.cancel();
      throw error;
    }
    logger.info(`The files of ${version} are in place`);
    tell({ stage: 'installed', version });
    if (!restart) return;
    await retire();
    restart.go();
  }

  /** The program is ended on purpose. */
  end(): void {
    this.trial.end();
  }

  private async prepared(): Promise<PreparedRestart | undefined> {
    const { supervisorExitCode, processControl: control } = this.options;
    try {
      return await prepareRestart(this.mode, supervisorExitCode, this.store.folder.device, control);
    } catch (error) {
      this.selfUpdate.abandon();
      throw error;
    }
  }

  /** Ends this process at once: its files are another version's. */
  private leave(): void {
    const { processControl: control = processControl, supervisorExitCode } = this.options;
    if (this.mode === RestartMode.NoRestart || this.mode === RestartMode.EnvSchemaOnly) return;
    const code = restartCode(this.mode, supervisorExitCode);
    if (code !== undefined) {
      control.exit(code);
      return;
    }
    Promise.resolve(control.spawnSuccessor(this.store.folder.device)).then(
      () => control.exit(0),
      (error) => {
        process.stderr.write(`${messageOf(error)}\n`);
        control.exit(1);
      },
    );
  }

  private confirmed(version: string): void {
    this.context?.logger.info(`${version} is confirmed`);
    this.context?.tell({ stage: 'confirmed', version });
  }

  private attached(): VersionKeeperContext {
    if (!this.context) throw new UpdateError('no client is attached');
    return this.context;
  }
}

import { COMMAND_TOPICS } from '@unitfleet/contracts';
import type { CommandName } from '../report/tally';
import { type CommandedDevice, CommandHandler } from './command-handler';
import type { DeviceApi } from './device-api';
import type { DeviceIdentity } from './device-identity';
import type { DeviceLibrary } from './device-library';
import { DeviceSession } from './device-session';
import { FIRST_VALUE, logEntry, type LogEntry, nextValue, stateOf, type TrafficPlan } from './traffic';
import type { SessionListener, SessionWorld } from './session-world';

export interface DeviceWorld extends SessionWorld {
  readonly api: DeviceApi;
  readonly plan: TrafficPlan;
}

/** Of what a device has logged it keeps this much for LogSync. */
const KEPT_LOGS = 16;
/** A device that is so late with its values leaves out what it has missed. */
const MAX_ARREARS = 50;
/** A program takes this long to be started anew, and up to twice as long. */
const RESTART_MS = 1_500;
const SECOND_MS = 1_000;

const COMMAND_SUFFIXES = Object.entries(COMMAND_TOPICS) as [CommandName, string][];

/** A Unit's device: a session, and what its program does with it. */
export class SimulatedDevice implements SessionListener, CommandedDevice {
  readonly session: DeviceSession;
  private readonly commands: CommandHandler;
  private isQuiet = false;
  private stateAt = 0;
  private logAt = 0;
  private valueAt = 0;
  private value = FIRST_VALUE;
  private turn = 0;
  private logCount = 0;
  private readonly logs: LogEntry[] = [];

  constructor(
    readonly world: DeviceWorld,
    readonly library: DeviceLibrary,
    public identity: DeviceIdentity,
  ) {
    this.session = new DeviceSession(world, library, () => this.identity, this);
    this.commands = new CommandHandler(this);
  }

  /** To be called often. */
  visit(now: number): void {
    this.session.visit(now);
    if (!this.session.isLive || this.isQuiet) return;
    if (now >= this.stateAt) this.sendState(now);
    if (now >= this.logAt) this.log(`The value is ${this.value}`, now);
    this.sendValues(now);
  }

  /** Stays connected, and says nothing more of its own. */
  hush(): void {
    this.isQuiet = true;
  }

  onLive(now: number): void {
    const { plan, random } = this.world;
    this.logAt = plan.logIntervalS > 0 ? now + random() * plan.logIntervalS * SECOND_MS : Infinity;
    const hasValues = plan.valuesPerSecond > 0 && this.identity.topics.outputs.length > 0;
    this.valueAt = hasValues ? now + (random() * SECOND_MS) / plan.valuesPerSecond : Infinity;
    if (!this.isQuiet) this.sendState(now);
  }

  onMessage(topic: string, payload: Buffer): void {
    const command = COMMAND_SUFFIXES.find(
      ([, name]) => topic.endsWith(`/${name}`) && this.identity.topics.baseInputs.includes(topic),
    )?.[0];
    this.world.tally.add(command ? 'received.command' : 'received.value');
    if (command) this.commands.take(command, payload.toString('utf8'));
  }

  restart(): void {
    this.session.close();
    this.session.openAt(performance.now() + RESTART_MS * (1 + this.world.random()));
  }

  recentLogs(): readonly LogEntry[] {
    return this.logs;
  }

  log(text: string, now: number): void {
    const { plan } = this.world;
    this.logAt = plan.logIntervalS > 0 ? now + plan.logIntervalS * SECOND_MS : Infinity;
    const entry = logEntry((this.logCount += 1), text);
    this.logs.push(entry);
    if (this.logs.length > KEPT_LOGS) this.logs.shift();
    const { log } = this.identity.topics;
    if (log) this.session.publish('log', log, JSON.stringify(entry), now);
  }

  private sendState(now: number): void {
    const { plan, random } = this.world;
    this.stateAt = now + (plan.stateIntervalS ?? this.identity.stateIntervalS) * SECOND_MS;
    const { state } = this.identity.topics;
    if (state) this.session.publish('state', state, stateOf(this.identity, random), now);
  }

  private sendValues(now: number): void {
    if (now < this.valueAt) return;
    const { outputs } = this.identity.topics;
    const stepMs = SECOND_MS / this.world.plan.valuesPerSecond;
    const arrears = Math.floor((now - this.valueAt) / stepMs) - MAX_ARREARS;
    if (arrears > 0) {
      this.valueAt += arrears * stepMs;
      this.world.tally.add('skipped.value', arrears);
    }
    for (; this.valueAt <= now; this.valueAt += stepMs) {
      this.value = nextValue(this.value, this.world.random);
      const topic = outputs[(this.turn += 1) % outputs.length]!;
      this.session.publish('value', topic, this.value.toFixed(2), now);
    }
  }
}

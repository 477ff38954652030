import type { DeviceCommand } from '@unitfleet/contracts';
import type { CommandLane, PendingCommand } from './pending-command';

/** A subscription is reported when it is asked for: its SUBACK must be through first. */
export const SUBACK_DELAY_MS = 300;
/** The next command waits this long for the effect of the last one (`docs/protocol/device.md`, oddity A6). */
export const TURN_MS = 10_000;
/** After an effect was seen the device may still be at it: writing a file, subscribing anew. */
export const AFTER_EFFECT_MS = 1_000;
/** A device that has just come back says its state first, which may be the effect that is waited for. */
export const RECONNECT_GRACE_MS = 5_000;
/** Sent so often without effect, a command rests until the device connects anew: it may be gone without a word. */
export const MAX_ATTEMPTS = 5;
/** A device that goes back to its old version each time would else download and restart at every connect, for ever. */
export const MAX_UPDATE_CONNECTIONS = 3;

/** First pause before a repetition, doubled each time. An Update is a download and a restart. */
const REPEAT_MS: Record<DeviceCommand, number> = {
  Update: 60_000,
  EnvUpdate: 10_000,
  SchemaUpdate: 10_000,
  LogSync: 10_000,
};

export type NextStep =
  | { readonly do: 'send'; readonly kind: DeviceCommand }
  | { readonly do: 'wait'; readonly until: number }
  /** Nothing until the device or a user does something. */
  | { readonly do: 'rest' };

interface Candidate {
  readonly command: PendingCommand;
  readonly dueAt: number;
}

/** An Update that was sent over so many connections rests until somebody, or the hour, asks for it again. */
export const isSpent = ({ kind, connections, attempts }: PendingCommand): boolean =>
  kind === 'Update' && connections >= MAX_UPDATE_CONNECTIONS && attempts === 0;

const isExhausted = (command: PendingCommand): boolean =>
  command.attempts >= MAX_ATTEMPTS || isSpent(command);

const wasSentBefore = (command: PendingCommand, moment: number | null): boolean =>
  command.sentAt !== null && moment !== null && command.sentAt < moment;

/**
 * From when an Update lets an EnvUpdate pass; null for not yet. EnvUpdate makes a device report the version of its env,
 * and one that reports the target skips the Update: it must not come before the reconnect that follows an Update
 * (`docs/protocol/device.md`, oddity B11), nor to a device that has come back with its old version.
 */
const letsEnvPass = (update: PendingCommand | undefined, lane: CommandLane): number | null => {
  if (update === undefined || lane.listeningSince.Update === undefined) return 0;
  if (!wasSentBefore(update, lane.connectedAt)) return isExhausted(update) ? 0 : null;
  return lane.runsAnotherVersion ? null : (lane.connectedAt as number) + RECONNECT_GRACE_MS;
};

const repeatAt = (command: PendingCommand, sentAt: number, lane: CommandLane): number =>
  wasSentBefore(command, lane.connectedAt)
    ? (lane.connectedAt as number) + RECONNECT_GRACE_MS
    : sentAt + REPEAT_MS[command.kind] * 2 ** Math.max(0, command.attempts - 1);

const candidate = (command: PendingCommand, lane: CommandLane): Candidate | null => {
  const since = lane.listeningSince[command.kind];
  const update = lane.pending.find(({ kind }) => kind === 'Update');
  const passesAt = command.kind === 'EnvUpdate' ? letsEnvPass(update, lane) : 0;
  if (since === undefined || isExhausted(command) || passesAt === null) return null;
  const repeat = command.sentAt === null ? 0 : repeatAt(command, command.sentAt, lane);
  return { command, dueAt: Math.max(since + SUBACK_DELAY_MS, repeat, passesAt, lane.freeAt) };
};

/** What has never been sent goes before repetitions, older requests before newer ones. */
const byTurn = (left: Candidate, right: Candidate): number =>
  Number(left.command.sentAt !== null) - Number(right.command.sentAt !== null) ||
  left.command.requestedAt - right.command.requestedAt ||
  (left.command.kind < right.command.kind ? -1 : 1);

/**
 * Decides about a Unit's commands: which one leaves now, or when to look again. Libraries use clean sessions and QoS
 * 0, so only the effect proves delivery; until it is seen, a command is sent again while the device listens.
 */
export const nextStep = (lane: CommandLane, now: number): NextStep => {
  const candidates = lane.pending.flatMap((command) => candidate(command, lane) ?? []);
  const [next] = candidates.filter(({ dueAt }) => dueAt <= now).sort(byTurn);
  if (next) return { do: 'send', kind: next.command.kind };
  if (candidates.length === 0) return { do: 'rest' };
  return { do: 'wait', until: Math.min(...candidates.map(({ dueAt }) => dueAt)) };
};

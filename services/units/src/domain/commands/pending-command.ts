import { COMMAND_TOPICS, type DeviceCommand } from '@unitfleet/contracts';

/** A command that waits for its effect; times in milliseconds. */
export interface PendingCommand {
  readonly kind: DeviceCommand;
  readonly requestedAt: number;
  /** When it was last sent; null while it never was. */
  readonly sentAt: number | null;
  /** How often it was sent since the device last connected. */
  readonly attempts: number;
  /** Over how many of its connections the device was sent it. */
  readonly connections: number;
}

/** What a Unit's commands depend on: they leave one at a time. */
export interface CommandLane {
  readonly pending: readonly PendingCommand[];
  /** Since when the device hears a command; absent when it does not. */
  readonly listeningSince: Readonly<Partial<Record<DeviceCommand, number>>>;
  /** When the device last connected; null when that is not known. */
  readonly connectedAt: number | null;
  /** Whether the device has said, since it last connected, that it runs another version than the last Update named. */
  readonly runsAnotherVersion: boolean;
  /** Nothing leaves before: the last command is still being worked on. */
  readonly freeAt: number;
}

const KIND_BY_TOPIC = new Map<string, DeviceCommand>(
  Object.entries(COMMAND_TOPICS).map(([kind, topic]) => [topic, kind as DeviceCommand]),
);

/** The command heard on a base input topic, if it is one. */
export const commandOfTopic = (baseInput: string): DeviceCommand | undefined => KIND_BY_TOPIC.get(baseInput);

import { Counter, type Registry } from '@unitfleet/observability';

export type StateCounter = Counter<'verdict'>;

/** States of devices by what became of them. */
export const countStates = (registry: Registry): StateCounter =>
  new Counter({
    name: 'units_device_states_total',
    help: 'States of devices by what became of them',
    labelNames: ['verdict'],
    registers: [registry],
  });

export type CommandCounter = Counter<'kind' | 'outcome'>;

/** Commands to devices by what became of them. */
export const countCommands = (registry: Registry): CommandCounter =>
  new Counter({
    name: 'units_device_commands_total',
    help: 'Commands to devices by what became of them',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  });

export type FollowCounter = Counter<'outcome'>;

/** Units that were to follow their Repo. */
export const countFollowed = (registry: Registry): FollowCounter =>
  new Counter({
    name: 'units_repo_updates_total',
    help: 'Units that were told to follow their Repo, by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  });

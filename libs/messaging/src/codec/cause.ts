import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from '@unitfleet/contracts';

/** The message that is being handled: what is sent meanwhile names it as its cause. */
export interface Cause {
  readonly id: string;
  readonly correlation: string;
  readonly actor: Actor;
}

const storage = new AsyncLocalStorage<Cause>();

export const currentCause = (): Cause | undefined => storage.getStore();

/** Runs work as caused by a message. */
export const causedBy = <T>(cause: Cause, work: () => T): T => storage.run(cause, work);

import { launcherExitCode } from './launch/launcher-signs';
import type { ProcessControl } from './restart';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Ends the process in good order on a signal; returns what undoes it. */
export function endWithSignals(stop: () => Promise<void>, control: Pick<ProcessControl, 'exit'>): () => void {
  const end = (): void => {
    stop().then(
      () => control.exit(0),
      () => control.exit(1),
    );
  };
  for (const signal of SIGNALS) process.once(signal, end);
  return () => SIGNALS.forEach((signal) => process.off(signal, end));
}

/**
 * A program whose launcher was killed ends too: the launcher that comes next starts it again, and two programs of one
 * Unit would push each other off the broker.
 */
export function endWithLauncher(stop: () => Promise<void>, control: Pick<ProcessControl, 'exit'>): void {
  if (launcherExitCode() === undefined || !process.connected) return;
  process.once('disconnect', () => {
    stop().then(
      () => control.exit(0),
      () => control.exit(1),
    );
  });
  // To listen is no reason to stay alive.
  process.channel?.unref();
}

import { DeviceHost } from './device-host';
import type { SwarmOrder, SwarmReport } from './orders';

/** A process full of devices; it is told what to do over the channel of its parent, and ends with it. */
const main = (): void => {
  const report = (message: SwarmReport): void => {
    // When the parent has gone the channel closes, and with it this process.
    if (process.connected) process.send!(message, undefined, undefined, () => undefined);
  };
  const host = new DeviceHost(report);
  let last = Promise.resolve();
  process.on('message', (order: SwarmOrder) => {
    last = last.then(() => host.obey(order));
    if (order.order === 'leave') void last.then(() => process.disconnect());
  });
  process.once('disconnect', () => process.exit(0));
  // Ctrl-C reaches every process of the terminal; the parent says how to end.
  process.on('SIGINT', () => undefined);
};

main();

/** Ends the engines that the set-up started, and waits until they are gone. */
export default async function globalTeardown(): Promise<void> {
  const child = globalThis.unitfleetTestEngines;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  await ended;
}

/** Ends the instance and forgets its data. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.unitfleetWebInstance?.stop();
}

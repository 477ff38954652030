const isLong = process.env.FAULT_LONG === '1';
const number = (name: string, otherwise: number): number => Number(process.env[name] || otherwise);

/**
 * Size of a run. Without settings it is the short form, which repeats the same choices in every run; `npm run fault`
 * asks for the long one, whose choices are new each time unless `FAULT_SEED` names those of a run before.
 */
export const FAULT = {
  isLong,
  /** How often everything is killed in turn and in all pairs; the short form has no complete round. */
  pairRounds: number('FAULT_PAIR_ROUNDS', 1),
  /** Publishing goes on until so many messages are sent, and all kills are over. */
  messages: number('FAULT_MESSAGES', isLong ? 200_000 : 10_000),
  messagesPerSecond: number('FAULT_RATE', isLong ? 1_000 : 600),
  seed: number('FAULT_SEED', isLong ? Date.now() % 1_000_000 : 4),
};

/** Choices and results, for people: what a failed run has to be repeated with, and what a good one has proved. */
export const report = (line: string): void => void process.stderr.write(`fault: ${line}\n`);

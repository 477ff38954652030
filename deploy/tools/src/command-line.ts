import { parseArgs, type ParseArgsConfig } from 'node:util';

/** What the person at the terminal can put right; shown without a stack. */
export class UsageError extends Error {}

const EXIT = { done: 0, failed: 1, misused: 2 } as const;

/**
 * Parses the arguments of a command.
 *
 * @throws UsageError for what the command does not know.
 */
export const readArguments = <Options extends ParseArgsConfig['options']>(
  args: string[],
  options: Options,
) => {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
};

/** A whole number from the command line. */
export const readNumber = (text: string | undefined, what: string): number => {
  if (!text || !/^[1-9]\d*$/.test(text)) throw new UsageError(`${what} must be a positive whole number`);
  return Number(text);
};

/** Runs a command as this process: exit code 0 when it is done, 1 when it failed, 2 when it was misused. */
export const runCommand = async (usage: string, command: () => Promise<void>): Promise<void> => {
  if (process.argv.includes('--help')) return void process.stdout.write(usage);
  // `| head` closes the pipe early; that is no failure.
  process.stdout.on('error', () => process.exit(EXIT.done));
  try {
    await command();
  } catch (error) {
    const isMisuse = error instanceof UsageError;
    process.stderr.write(`${isMisuse ? error.message : String(error)}\n${isMisuse ? `\n${usage}` : ''}`);
    process.exitCode = isMisuse ? EXIT.misused : EXIT.failed;
  }
};

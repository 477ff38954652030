// Plain JavaScript without dependencies: it runs before `npm ci` has brought any.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @typedef {'nats-server' | 'redis-server' | 'git' | 'mosquitto' | 'chromium'} ProgramName
 * @typedef {{ commands: string[], apt: string, brew: string[] }} SystemPackage
 */

/** @type {Record<ProgramName, SystemPackage>} */
const PACKAGES = {
  'nats-server': { commands: ['nats-server'], apt: 'nats-server', brew: ['nats-server'] },
  'redis-server': { commands: ['redis-server'], apt: 'redis-server', brew: ['redis'] },
  git: { commands: ['git'], apt: 'git', brew: ['git'] },
  mosquitto: { commands: ['mosquitto'], apt: 'mosquitto', brew: ['mosquitto'] },
  chromium: {
    commands: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    apt: 'chromium',
    brew: ['--cask', 'chromium'],
  },
};

/** Debian puts servers where an ordinary user's PATH does not look, Homebrew where a bare environment does not. */
const EXTRA_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/** A program is missing and cannot be installed without asking somebody; the message holds the command. */
export class MissingProgramsError extends Error {
  /** @param {ProgramName[]} names @param {string} command @param {string} [reason] */
  constructor(names, command, reason) {
    const subject = names.length === 1 ? `${names[0]} is` : `${names.join(' and ')} are`;
    super(
      `${subject} not installed${reason ? ` (${reason})` : ''}. Install with\n  ${command}\nand start again.`,
    );
    this.name = 'MissingProgramsError';
    this.command = command;
  }
}

/**
 * Path of an installed program.
 * @param {ProgramName} name
 * @returns {string | undefined}
 */
export function findProgram(name) {
  return PACKAGES[name].commands.map(findCommand).find(Boolean);
}

/**
 * Installs what is missing, through apt (as root, or with a sudo that asks nothing) or Homebrew.
 * @param {ProgramName[]} names
 * @param {{ log?: (line: string) => void }} [options] `log` is told before something is installed, which takes a while
 * @returns {Promise<ProgramName[]>} what was installed
 * @throws {MissingProgramsError} when it cannot be installed without a question
 */
export async function ensureBinaries(names, { log = () => undefined } = {}) {
  const missing = names.filter((name) => !findProgram(name));
  if (missing.length === 0) return [];
  const command = installCommand(missing);
  const steps = silentSteps(missing);
  if (!steps) throw new MissingProgramsError(missing, command);
  log(`Installing ${missing.join(', ')}: ${command}`);
  let reason = '';
  for (const step of steps) {
    const result = spawnSync(step.command, step.args, {
      // RUNLEVEL=1: Debian's packages must not start servers of their own on the ports that everybody knows.
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1', HOMEBREW_NO_AUTO_UPDATE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
    if (result.status !== 0)
      reason = lastLine(result.stderr) ?? result.error?.message ?? `exit code ${result.status}`;
  }
  // What counts is the program, not the exit code: `apt-get update` fails when one of many sources is away.
  const still = missing.filter((name) => !findProgram(name));
  if (still.length > 0) throw new MissingProgramsError(still, installCommand(still), reason);
  return missing;
}

/** The command that a person types. @param {ProgramName[]} names */
export function installCommand(names) {
  if (process.platform === 'darwin') {
    return names.map((name) => `brew install ${PACKAGES[name].brew.join(' ')}`).join(' && ');
  }
  const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
  const packages = names.map((name) => PACKAGES[name].apt).join(' ');
  return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages}`;
}

/** @param {ProgramName[]} names @returns {{ command: string, args: string[] }[] | undefined} */
function silentSteps(names) {
  const brew = findCommand('brew');
  if (brew && process.getuid?.() !== 0) {
    return names.map((name) => ({ command: brew, args: ['install', ...PACKAGES[name].brew] }));
  }
  const apt = findCommand('apt-get');
  if (!apt) return undefined;
  const install = ['install', '-y', '--no-install-recommends', ...names.map((name) => PACKAGES[name].apt)];
  if (process.getuid?.() === 0) {
    return [
      { command: apt, args: ['update'] },
      { command: apt, args: install },
    ];
  }
  const sudo = findCommand('sudo');
  if (!sudo || spawnSync(sudo, ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return undefined;
  const asRoot = ['-n', 'env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', apt];
  return [
    { command: sudo, args: [...asRoot, 'update'] },
    { command: sudo, args: [...asRoot, ...install] },
  ];
}

/** @param {string} command @returns {string | undefined} */
function findCommand(command) {
  if (command.startsWith('/')) return isExecutable(command) ? command : undefined;
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...EXTRA_FOLDERS];
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string | null} text */
function lastLine(text) {
  return text?.trim().split('\n').at(-1) || undefined;
}

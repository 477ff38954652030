import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Inject, Injectable } from '@nestjs/common';
import { Readiness } from '@unitfleet/observability';
import { BUILDER_SETTINGS, type BuilderSettings } from '../../settings';

/** Git ended with an error; `complaint` is what it wrote to standard error. */
export class GitError extends Error {
  constructor(
    readonly command: string,
    readonly complaint: string,
  ) {
    super(`git ${command} failed: ${complaint.trim()}`);
    this.name = 'GitError';
  }
}

/** Git said more than anybody wants to know. */
export class OutputLimitError extends GitError {
  constructor(command: string) {
    super(command, 'it says too much');
  }
}

export interface GitOptions {
  /** Settings of this call alone, by environment: neither the list of processes nor a file shows them. */
  readonly config?: Readonly<Record<string, string>>;
  /** Variables of this call alone. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly signal?: AbortSignal;
}

/** A repository of a few bytes may list more files than any memory holds. */
const MAX_OUTPUT = 64 * 1_024 * 1_024;
/** What only reads from disk is done long before. */
const READ_DEADLINE_MS = 60_000;
const KIB_PER_MIB = 1_024;
/** Address space of a git beside what the repository itself takes, whatever the pack that it is sent unfolds to. */
const BASE_MEMORY_MIB = 2_048;
/** Runs git with bounded memory where the system knows how. */
const WITH_LIMIT = 'ulimit -v "$0" 2>/dev/null; exec "$@"';

/** No hooks, no prompts, no helpers, no protocols but HTTP, nothing from the settings of machine or account. */
const SAFE_CONFIG = {
  'core.hooksPath': '/dev/null',
  'core.askPass': '',
  'credential.helper': '',
  'pack.threads': '2',
  // Objects stay in the pack that they came in.
  'fetch.unpackLimit': '1',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'safe.directory': '*',
  'http.lowSpeedLimit': '100',
  'http.lowSpeedTime': '30',
} as const;

const configEnvironment = (config: Readonly<Record<string, string>>): Record<string, string> => {
  const entries = Object.entries(config);
  const numbered = entries.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(entries.length), ...Object.fromEntries(numbered) };
};

const MAX_COMPLAINT = 8_192;

/** Runs the system's git, shut off from everything that is not given here. */
@Injectable()
export class Git {
  private readonly environment: Record<string, string>;
  private readonly memoryKib: string;

  constructor(
    @Inject(BUILDER_SETTINGS) private readonly settings: BuilderSettings,
    readiness: Readiness,
  ) {
    readiness.add({ name: 'git', check: async () => void (await this.run('/', ['--version'])) });
    const mib = BASE_MEMORY_MIB + 8 * settings.PU_MAX_EXTERNAL_REPO_SIZE;
    this.memoryKib = String(mib * KIB_PER_MIB);
    const { PATH, HTTP_PROXY, HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE } = settings;
    const passed = { http_proxy: HTTP_PROXY, https_proxy: HTTPS_PROXY, no_proxy: NO_PROXY, SSL_CERT_FILE };
    this.environment = {
      PATH,
      HOME: '/nonexistent',
      LC_ALL: 'C',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      GIT_ALLOW_PROTOCOL: 'http:https',
      GIT_OPTIONAL_LOCKS: '0',
      ...Object.fromEntries(Object.entries(passed).filter((entry): entry is [string, string] => !!entry[1])),
    };
  }

  /** Starts git in a process group of its own, so that what it starts ends with it. */
  start(
    folder: string,
    args: readonly string[],
    { config = {}, environment = {}, signal }: GitOptions = {},
  ): ChildProcessWithoutNullStreams {
    const child = spawn('/bin/sh', ['-c', WITH_LIMIT, this.memoryKib, this.settings.GIT_BINARY, ...args], {
      cwd: folder,
      env: { ...this.environment, ...environment, ...configEnvironment({ ...SAFE_CONFIG, ...config }) },
      detached: true,
    });
    child.stdin.on('error', () => undefined);
    const kill = () => killGroup(child);
    signal?.addEventListener('abort', kill, { once: true });
    child.once('close', () => signal?.removeEventListener('abort', kill));
    if (signal?.aborted) kill();
    return child;
  }

  /**
   * Runs git to its end and answers what it printed.
   *
   * @throws GitError when it fails or says too much; the signal's reason when that ended it.
   */
  run(folder: string, args: readonly string[], given: GitOptions = {}): Promise<string> {
    const options = { ...given, signal: given.signal ?? AbortSignal.timeout(READ_DEADLINE_MS) };
    return new Promise((resolve, reject) => {
      const child = this.start(folder, args, options);
      const output: Buffer[] = [];
      let size = 0;
      let complaint = '';
      child.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MAX_OUTPUT) output.push(chunk);
        else killGroup(child);
      });
      child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk).slice(-MAX_COMPLAINT)));
      child.once('error', reject);
      child.once('close', (code) => {
        if (code === 0) return resolve(Buffer.concat(output).toString('utf8'));
        if (size > MAX_OUTPUT) return reject(new OutputLimitError(args[0] ?? ''));
        reject(options.signal.aborted ? options.signal.reason : new GitError(args[0] ?? '', complaint));
      });
      child.stdin.end(options.input ?? '');
    });
  }
}

/** Ends a git that `start` has started, with all that it started. */
export const killGroup = (child: { readonly pid?: number }): void => {
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
};

import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Ends the processes on its list when its standard input closes, which the kernel does for us however this process
 * dies, `kill -9` included. Plain POSIX shell: it must run on Linux and macOS, and weigh nothing.
 */
const WATCHER = `
trap '' INT TERM HUP
list='' folders=''
while read -r verb subject signal; do
  case "$verb" in
    watch) list="$list $subject:$signal" ;;
    forget)
      rest=''
      for entry in $list; do [ "\${entry%%:*}" = "$subject" ] || rest="$rest $entry"; done
      list=$rest ;;
    folder) folders="$folders $subject" ;;
  esac
done
for entry in $list; do kill -s "\${entry#*:}" "\${entry%%:*}" 2>/dev/null; done
tries=0
while [ -n "$list" ] && [ $tries -lt 50 ]; do
  alive=''
  for entry in $list; do kill -0 "\${entry%%:*}" 2>/dev/null && alive="$alive $entry"; done
  list=$alive
  [ -n "$list" ] && sleep 0.1
  tries=$((tries + 1))
done
for entry in $list; do kill -s KILL "\${entry%%:*}" 2>/dev/null; done
for folder in $folders; do
  case "$folder" in */unitfleet-*) rm -rf -- "$folder" ;; esac
done
`;

interface Watched {
  pid: number;
  signal: NodeJS.Signals;
}

let watcher: ChildProcess | undefined;
const watched = new Map<number, Watched>();
const folders = new Set<string>();

/** Makes sure that `pid` ends when this process does, even when this process is killed hard. */
export function tieToThisProcess(pid: number, signal: NodeJS.Signals): void {
  watched.set(pid, { pid, signal });
  tell(`watch ${pid} ${signal.replace(/^SIG/, '')}`);
}

/** To be called when `pid` has ended, since the system may give the number to somebody else. */
export function untie(pid: number): void {
  if (watched.delete(pid)) tell(`forget ${pid}`);
}

/** Removes a temporary folder when this process has ended; only folders named `unitfleet-...` are ever removed. */
export function removeWithThisProcess(folder: string): void {
  if (/\s/.test(folder)) return;
  folders.add(folder);
  tell(`folder ${folder}`);
}

function tell(line: string): void {
  if (watcher) {
    watcher.stdin?.write(`${line}\n`);
    return;
  }
  const child = spawn('/bin/sh', ['-c', WATCHER], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  child.on('error', () => (watcher = undefined));
  child.on('exit', () => (watcher = undefined));
  child.stdin.on('error', () => undefined);
  child.unref();
  (child.stdin as unknown as { unref?: () => void }).unref?.();
  watcher = child;
  const state = [...watched.values()].map(({ pid, signal }) => `watch ${pid} ${signal.replace(/^SIG/, '')}`);
  child.stdin.write([...state, ...[...folders].map((folder) => `folder ${folder}`), ''].join('\n'));
}

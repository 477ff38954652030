import type { LoadProgress } from './load-things';

const NOTHING: LoadProgress = { loaded: 0, total: 0 };

/** How far reading is, for whoever shows it; the rest of the page is not drawn again for each part that comes. */
export class LoadProgressStore {
  private progress = NOTHING;
  private readonly watchers = new Set<() => void>();

  readonly read = (): LoadProgress => this.progress;

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly tell = (progress: LoadProgress): void => {
    this.progress = progress;
    for (const watcher of this.watchers) watcher();
  };
}

import type { Reporter } from './reporter';
import { Supervised, type Start } from './supervised';

/** All processes of an instance in layers, each standing on those before it. */
export class ProcessLayers {
  private readonly layers: Supervised[][] = [];
  private readonly named = new Map<string, Supervised>();
  private isStopping = false;

  constructor(private readonly reporter: Reporter) {}

  get byName(): ReadonlyMap<string, Supervised> {
    return this.named;
  }

  /**
   * Starts the processes of a new layer side by side; resolves when all are ready.
   * @throws the first failure, while the others go on starting until `stop`; and whenever `stop` was called
   */
  async add(starts: Readonly<Record<string, Start>>): Promise<void> {
    if (this.isStopping) throw new Error('the instance is being stopped');
    const layer = Object.entries(starts).map(([name, start]) => this.supervised(name, start));
    this.layers.push(layer);
    await Promise.all(layer.map((one) => one.begin()));
  }

  /** Ends the layers from the top: whoever writes goes first. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const layer of [...this.layers].reverse()) await Promise.all(layer.map((one) => one.stop()));
  }

  private supervised(name: string, start: Start): Supervised {
    const { reporter } = this;
    const supervised = new Supervised(name, start, {
      onDeath: (who, { code, signal }) =>
        reporter.warn(`${who} died (${signal ?? `exit code ${code}`}); starting it again`),
      onReturn: (who) => reporter.step(`${who} is back`),
      // What it said itself is in its log.
      onFailedStart: (who, { message }) => reporter.warn(`${who} does not start: ${message.split('\n')[0]}`),
    });
    this.named.set(name, supervised);
    return supervised;
  }
}
